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
        int step = Hyperparameter.AtLeast(1, stride ?? length, nameof(stride));
        int last = LastStart(tokens, length);
        return Cut(tokens, length, last / step + 1, piece => piece * step, input, target);
    }

    /// <summary>Pieces that begin anywhere: each epoch of a training shows others. Seen otherwise than in a training's batches, they are
    /// pieces at equal distances.</summary>
    /// <param name="tokens">The text.</param>
    /// <param name="length">Tokens per piece, at least 1.</param>
    /// <param name="count">Pieces in an epoch, at least 1.</param>
    /// <param name="seed">Decides where they begin, together with the epoch.</param>
    /// <param name="input">What to call the pieces: the network's parameter.</param>
    /// <param name="target">What to call the tokens that follow.</param>
    /// <exception cref="ArgumentException">The text does not make one piece.</exception>
    public static Dataset Random(
        ReadOnlySpan<int> tokens, int length, int count, ulong seed, string input = "text", string target = "next")
    {
        Hyperparameter.AtLeast(1, count, nameof(count));
        int last = LastStart(tokens, length);
        int[] all = tokens.ToArray();

        // The same seed for both columns: a piece and what follows it move together.
        return Cut(tokens, length, count, piece => (int)((long)piece * last / Math.Max(1, count - 1)), input, target)
            .Augment(input, new RandomWindow(all, 0), seed).Augment(target, new RandomWindow(all, 1), seed);
    }

    /// <summary>Where the last piece begins that is followed by a token.</summary>
    private static int LastStart(ReadOnlySpan<int> tokens, int length)
    {
        int last = tokens.Length - Hyperparameter.AtLeast(1, length, nameof(length)) - 1;
        return last >= 0 ? last : throw new ArgumentException($"{tokens.Length} tokens make no piece of {length} and the one after.", nameof(tokens));
    }

    private static Dataset Cut(ReadOnlySpan<int> tokens, int length, int count, Func<int, int> startOf, string input, string target)
    {
        int[] inputs = new int[checked(count * length)], targets = new int[count * length];
        for (int piece = 0; piece < count; piece++)
        {
            tokens.Slice(startOf(piece), length).CopyTo(inputs.AsSpan(piece * length));
            tokens.Slice(startOf(piece) + 1, length).CopyTo(targets.AsSpan(piece * length));
        }

        return Dataset.Create().With(input, inputs, length).With(target, targets, length);
    }

    /// <summary>Puts another piece of the text in a sample's place.</summary>
    /// <param name="tokens">The text.</param>
    /// <param name="offset">1 for the tokens that follow a piece's own.</param>
    private sealed class RandomWindow(int[] tokens, int offset) : TokenAugmentation
    {
        public override bool CanChange(EntryColumn column) => column.Kind == ColumnKind.Tokens && column.Shape.Length == 1;

        public override void Change(EntryColumn column, ReadOnlySpan<int> sample, Span<int> changed, ref AugmentationRandom random) =>
            tokens.AsSpan(random.Below(tokens.Length - changed.Length) + offset, changed.Length).CopyTo(changed);
    }
}
