using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>Searches settings that are given at run time: learning rates, decay, dropout as a scalar, batch sizes.</summary>
/// <example><code>
/// Candidate[] drawn = [.. Enumerable.Range(0, 27).Select(_ => Candidate.At(random))];
/// SearchResult&lt;Candidate&gt; found = SettingSearch.SuccessiveHalving(drawn, budget: 54, (candidate, epochs) => Judge(candidate, epochs));
/// </code></example>
public static class SettingSearch
{
    /// <summary>Tries each setting with the whole budget. Over settings drawn at random it is random search (Bergstra and Bengio 2012).</summary>
    /// <param name="settings">At least one.</param>
    /// <param name="budget">For each of them, at least 1: epochs, say.</param>
    /// <param name="judge">Tries a setting with a budget, and says how good it was: more is better. One number is
    /// <c>new Spread(number, 0)</c>.</param>
    /// <exception cref="ArgumentException">There are no settings.</exception>
    public static SearchResult<T> Each<T>(IEnumerable<T> settings, int budget, Func<T, int, Spread> judge)
    {
        Trial<T>[] trials = TryAll(Candidates(settings), Hyperparameter.AtLeast(1, budget, nameof(budget)), judge);
        return new SearchResult<T>([.. trials], trials.MaxBy(trial => trial.Score.Mean)!);
    }

    /// <summary>Successive halving (Jamieson and Talwalkar 2016): tries all with a small budget, the best part of them with a larger one, and so
    /// on up to the whole budget. Each time it gives up on most of what is left.</summary>
    /// <param name="settings">At least one.</param>
    /// <param name="budget">The greatest for a setting, at least 1: epochs, say.</param>
    /// <param name="judge">Tries a setting with a budget, from the start, and says how good it was: more is better.</param>
    /// <param name="factor">What budgets are multiplied by from round to round, and the number of settings divided, at least 2.</param>
    /// <param name="rounds">How often, at least 1: the first budget is the whole one over factor^(rounds - 1), and at least 1.</param>
    /// <exception cref="ArgumentException">There are no settings.</exception>
    public static SearchResult<T> SuccessiveHalving<T>(
        IEnumerable<T> settings, int budget, Func<T, int, Spread> judge, int factor = 3, int rounds = 3)
    {
        T[] left = Candidates(settings);
        Hyperparameter.AtLeast(1, budget, nameof(budget));
        Hyperparameter.AtLeast(2, factor, nameof(factor));
        double divisor = Math.Pow(factor, Hyperparameter.AtLeast(1, rounds, nameof(rounds)) - 1);
        var trials = ImmutableArray.CreateBuilder<Trial<T>>();
        Trial<T>[] ranked = [];
        for (long share = Math.Max(1, (long)(budget / divisor)); share <= budget; share *= factor)
        {
            Trial<T>[] round = TryAll(left, (int)share, judge);
            trials.AddRange(round);
            ranked = [.. round.OrderByDescending(trial => trial.Score.Mean)];
            left = [.. ranked.Take(Math.Max(1, left.Length / factor)).Select(trial => trial.Setting)];
        }

        return new SearchResult<T>(trials.ToImmutable(), ranked[0]);
    }

    private static T[] Candidates<T>(IEnumerable<T> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        T[] candidates = [.. settings];
        return candidates.Length > 0 ? candidates : throw new ArgumentException("There is no setting to try.", nameof(settings));
    }

    private static Trial<T>[] TryAll<T>(T[] settings, int budget, Func<T, int, Spread> judge)
    {
        ArgumentNullException.ThrowIfNull(judge);
        return [.. settings.Select(setting => new Trial<T>(setting, budget, judge(setting, budget)))];
    }
}
