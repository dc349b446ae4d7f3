namespace CompiledNets;

/// <summary>Random dropping and swapping of words, for texts as ids of tokens. Everything is off until it is set.</summary>
/// <example><code>
/// Dataset varied = train.Augment("text", new TextAugmentation { WordDropout = 0.1, Swap = 0.05 }, seed: 1);
/// </code></example>
public sealed class TextAugmentation : TokenAugmentation
{
    /// <summary>How likely each word becomes <see cref="Unknown"/>, from 0 to 1 (Iyyer et al. 2015).</summary>
    public double WordDropout { get; init => field = Hyperparameter.Fraction(value, nameof(WordDropout)); }

    /// <summary>How likely each word changes places with the next one, from 0 to 1 (Wei and Zou 2019).</summary>
    public double Swap { get; init => field = Hyperparameter.Fraction(value, nameof(Swap)); }

    /// <summary>The id that stands for words that are not known.</summary>
    public int Unknown { get; init; } = WordTokenizer.Unknown;

    /// <summary>The id that fills texts up, which stays where it is.</summary>
    public int Padding { get; init; } = WordTokenizer.Padding;

    /// <inheritdoc/>
    public override bool CanChange(EntryColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column.Kind == ColumnKind.Tokens && column.Shape.Length == 1;
    }

    /// <inheritdoc/>
    public override void Change(EntryColumn column, ReadOnlySpan<int> sample, Span<int> changed, ref AugmentationRandom random)
    {
        sample.CopyTo(changed);
        for (int i = 0; i + 1 < changed.Length; i++)
        {
            bool words = changed[i] != Padding && changed[i + 1] != Padding;
            if (random.Happens(Swap) && words)
            {
                (changed[i], changed[i + 1]) = (changed[i + 1], changed[i]);
                i++; // A word moves one place at most.
            }
        }

        foreach (ref int token in changed)
        {
            token = random.Happens(WordDropout) && token != Padding ? Unknown : token;
        }
    }
}
