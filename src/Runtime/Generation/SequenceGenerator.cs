namespace CompiledNets;

/// <summary>One step of a network that keeps a cache, as a forward entry point with a <c>ref Tensor</c> makes it: reads a token at a position, and
/// says what comes next.</summary>
/// <param name="token">One token.</param>
/// <param name="position">Its position, from 0.</param>
/// <param name="logits">Room for a logit of each token that may follow.</param>
public delegate void SequenceStep(ReadOnlySpan<int> token, ReadOnlySpan<int> position, Span<float> logits);

/// <summary>Generates token by token with a network that remembers what it has read. Nothing is allocated once made.</summary>
/// <remarks>A network has a context, and positions end there. Before a token that would not fit, the generator forgets the older half of what it
/// knows and has the newer half read again from position 0: every so often a step costs as many as half the context.</remarks>
/// <example><code>
/// float[] cache = new float[Layers * Context * 2 * Width];
/// var generator = new SequenceGenerator(Context, Vocabulary, (token, position, logits) => net.Step(token, position, cache, logits));
/// generator.Read(prompt);
/// int next = generator.Next(sampler);
/// </code></example>
public sealed class SequenceGenerator
{
    private readonly SequenceStep step;
    private readonly int[] window;
    private readonly float[] logits;
    private int count;

    /// <summary>A generator that has read nothing.</summary>
    /// <param name="context">How many positions the network has, at least 2.</param>
    /// <param name="vocabulary">How many tokens there are, at least 1.</param>
    /// <param name="step">Takes a step.</param>
    public SequenceGenerator(int context, int vocabulary, SequenceStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        this.step = step;
        window = new int[Hyperparameter.AtLeast(2, context, nameof(context))];
        logits = new float[Hyperparameter.AtLeast(1, vocabulary, nameof(vocabulary))];
    }

    /// <summary>The tokens that the network remembers, from position 0: all that were read, or the newest since it last forgot.</summary>
    public ReadOnlySpan<int> Window => window.AsSpan(0, count);

    /// <summary>The logits of what comes next.</summary>
    /// <exception cref="InvalidOperationException">Nothing was read.</exception>
    public ReadOnlySpan<float> Logits => count > 0 ? logits : throw new InvalidOperationException("Nothing comes next before something was read: give Read a token.");

    /// <summary>Forgets everything.</summary>
    public void Reset() => count = 0;

    /// <summary>Reads tokens, one after another: a prompt.</summary>
    public void Read(ReadOnlySpan<int> tokens)
    {
        foreach (int token in tokens)
        {
            if (count == window.Length)
            {
                Forget();
            }

            Take(token);
        }
    }

    /// <summary>Chooses what comes next, and reads it.</summary>
    /// <exception cref="InvalidOperationException">Nothing was read.</exception>
    /// <exception cref="ArgumentException">The sampler cannot choose by such logits.</exception>
    public int Next(TokenSampler sampler)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        int token = sampler.Choose(Logits);
        Read([token]);
        return token;
    }

    /// <summary>Reads a prompt, from the start, and writes on.</summary>
    /// <param name="characters">What the ids stand for.</param>
    /// <param name="prompt">At least one character.</param>
    /// <param name="length">Characters to write, at least 0.</param>
    /// <param name="sampler">Chooses them.</param>
    /// <returns>The prompt and what follows it.</returns>
    /// <exception cref="ArgumentException">The prompt is empty, or has a character that the tokenizer does not know.</exception>
    public string Write(CharTokenizer characters, string prompt, int length, TokenSampler sampler)
    {
        ArgumentNullException.ThrowIfNull(characters);
        int[] read = characters.Encode(prompt), written = new int[Hyperparameter.AtLeast(0, length, nameof(length))];
        if (read.Length == 0)
        {
            throw new ArgumentException("The prompt is empty: give it a line break, say.", nameof(prompt));
        }

        Reset();
        Read(read);
        for (int i = 0; i < length; i++)
        {
            written[i] = Next(sampler);
        }

        return prompt + characters.Decode(written);
    }

    private void Forget()
    {
        int kept = window.Length / 2;
        window.AsSpan(window.Length - kept).CopyTo(window);
        count = 0;
        while (count < kept)
        {
            Take(window[count]);
        }
    }

    private void Take(int token)
    {
        step([token], [count], logits);
        window[count++] = token;
    }
}
