using System.Collections.Immutable;

namespace CompiledNets;

public sealed partial class Dataset
{
    /// <summary>Parts the samples at random into those to learn from and those to judge by.</summary>
    /// <param name="validationFraction">The share of the second part, more than 0 and less than 1; both get at least one
    /// sample.</param>
    /// <param name="seed">Decides which go where.</param>
    /// <param name="stratify">A column of one int per sample, whose values both parts shall have in the same shares, as
    /// nearly as can be; <c>null</c> for none.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="validationFraction"/> is out of its range.</exception>
    /// <exception cref="ArgumentException">There is no column to stratify by, or it is no single int.</exception>
    /// <exception cref="InvalidOperationException">There are fewer than two samples.</exception>
    public (Dataset Train, Dataset Validation) Split(double validationFraction, ulong seed, string? stratify = null)
    {
        RequireShare(validationFraction, nameof(validationFraction));
        int judged = ValidationCount(validationFraction);
        Dataset shuffled = Shuffle(seed);
        if (stratify is null)
        {
            return (shuffled.Take(Count - judged), shuffled.Skip(Count - judged));
        }

        bool[] judges = Strata.Draw(shuffled.StrataOf(stratify), judged);
        return (shuffled.Where(judges, false), shuffled.Where(judges, true));
    }

    /// <summary>Parts the samples at random into those to learn from, those to tune by and those to judge by in the end.</summary>
    /// <param name="validationFraction">The share of the second part, more than 0.</param>
    /// <param name="testFraction">The share of the third part, more than 0; together they are less than 1.</param>
    /// <param name="seed">Decides which go where.</param>
    /// <param name="stratify">A column of one int per sample, whose values all parts shall have in the same shares.</param>
    /// <exception cref="ArgumentOutOfRangeException">A share is out of its range.</exception>
    /// <exception cref="ArgumentException">There is no column to stratify by, or it is no single int.</exception>
    /// <exception cref="InvalidOperationException">There are fewer than three samples.</exception>
    public (Dataset Train, Dataset Validation, Dataset Test) Split(
        double validationFraction, double testFraction, ulong seed, string? stratify = null)
    {
        RequireShare(validationFraction, nameof(validationFraction));
        RequireShare(testFraction, nameof(testFraction));
        RequireShare(validationFraction + testFraction, nameof(testFraction));
        if (Count < 3)
        {
            throw new InvalidOperationException($"A dataset of {Count} samples cannot be split into three.");
        }

        // The test set first, so that it stays the same while the others are tried.
        int tested = Math.Min(ValidationCount(testFraction), Count - 2);
        (Dataset rest, Dataset test) = Split((double)tested / Count, seed, stratify);
        double share = Math.Clamp(validationFraction * Count / rest.Count, 0.5 / rest.Count, 1 - 0.5 / rest.Count);
        (Dataset train, Dataset validation) = rest.Split(share, Permutation.Seed(seed, 1), stratify);
        return (train, validation, test);
    }

    /// <summary>A random part of the samples, in their order, into which each comes by itself with the same probability (Poisson sampling): what
    /// <see cref="PrivacyAccountant"/> assumes of batches. It may be empty.</summary>
    /// <param name="share">The probability, from 0 to 1.</param>
    /// <param name="random">Decides; it is asked once for each sample.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is out of its range.</exception>
    public Dataset Draw(double share, Random random)
    {
        Hyperparameter.Fraction(share, nameof(share));
        ArgumentNullException.ThrowIfNull(random);
        return Pick([.. Enumerable.Range(0, Count).Where(_ => random.NextDouble() < share)]);
    }

    /// <summary>Cross-validation: as many pairs as folds, so that each sample judges once and teaches in all other pairs.</summary>
    /// <param name="count">Folds, at least 2 and at most as many as samples; their sizes differ by one at most.</param>
    /// <param name="seed">Decides which samples go together.</param>
    /// <param name="stratify">A column of one int per sample, whose values all folds shall have as often, give or take one.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is out of its range.</exception>
    /// <exception cref="ArgumentException">There is no column to stratify by, or it is no single int.</exception>
    public ImmutableArray<(Dataset Train, Dataset Validation)> Folds(int count, ulong seed, string? stratify = null)
    {
        if (count < 2 || count > Count)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"{Count} samples make 2 to {Count} folds.");
        }

        Dataset shuffled = Shuffle(seed);
        int[] folds = Strata.Deal(stratify is null ? new int[Count] : shuffled.StrataOf(stratify), count);
        var pairs = ImmutableArray.CreateBuilder<(Dataset, Dataset)>(count);
        for (int fold = 0; fold < count; fold++)
        {
            bool[] judges = [.. folds.Select(other => other == fold)];
            pairs.Add((shuffled.Where(judges, false), shuffled.Where(judges, true)));
        }

        return pairs.MoveToImmutable();
    }

    /// <summary>How many samples of a split judge.</summary>
    internal int ValidationCount(double fraction) => Count >= 2
        ? Math.Clamp((int)Math.Round(fraction * Count), 1, Count - 1)
        : throw new InvalidOperationException($"A dataset of {Count} samples cannot be split.");

    private int[] StrataOf(string column) => Find(column) is { Tokens: not null, Size: 1 }
        ? CopyTokens(column)
        : throw new ArgumentException($"Strata are told by one int per sample, which '{Find(column).Description}' is not.", nameof(column));

    private Dataset Where(bool[] marks, bool wanted) => Pick([.. Enumerable.Range(0, Count).Where(i => marks[i] == wanted)]);

    private static void RequireShare(double share, string parameter)
    {
        if (share is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(parameter, share, "The share of validation must lie between 0 and 1.");
        }
    }
}
