namespace CompiledNets;

/// <summary>Pieces of a long text to learn the next token from.</summary>
public static class TokenWindows
{
    /// <summary>Cuts tokens into pieces of one length, each with the tokens that follow its own: target[t] = input[t + 1].</summary>
    /// <param name="tokens">The text.</param>
    /// <param name="length">Tokens per piece, at least 1.</param>
    /// <param name="stride">How far the next piece begins after this one, at least 1; <c>null</c> for
    /// <paramref name="length"/>, so that none overlap.</param>
    /// <param name="input">What to call the pieces: the network's parameter.</param>
    /// <param name="target">What to call the tokens that follow.</param>
    /// <exception cref="ArgumentException">The text does not make one piece.</exception>
    public static Dataset Of(
        ReadOnlySpan<int> tokens, int length, int? stride = null, string input = "text", string target = "next")
    {
        Hyperparameter.AtLeast(1, length, nameof(length));
        int step = Hyperparameter.AtLeast(1, stride ?? length, nameof(stride));
        if (tokens.Length <= length)
        {
            throw new ArgumentException($"{tokens.Length} tokens make no piece of {length} and the one after.", nameof(tokens));
        }

        int count = (tokens.Length - length - 1) / step + 1;
        int[] inputs = new int[checked(count * length)], targets = new int[count * length];
        for (int i = 0; i < count; i++)
        {
            tokens.Slice(i * step, length).CopyTo(inputs.AsSpan(i * length));
            tokens.Slice(i * step + 1, length).CopyTo(targets.AsSpan(i * length));
        }

        return Dataset.Create().With(input, inputs, length).With(target, targets, length);
    }
}
