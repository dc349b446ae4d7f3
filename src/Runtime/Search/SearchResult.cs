using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>What a <see cref="SettingSearch"/> found.</summary>
/// <typeparam name="T">What a setting is.</typeparam>
/// <param name="Trials">All that was tried, in that order.</param>
/// <param name="Best">The best of those that had the greatest budget.</param>
public sealed record SearchResult<T>(ImmutableArray<Trial<T>> Trials, Trial<T> Best)
{
    /// <summary>The budgets of all trials together.</summary>
    public long Spent => Trials.Sum(trial => (long)trial.Budget);

    /// <summary>What was spent after each trial, and the best mean score by then: a curve for a <see cref="LineChart"/>.</summary>
    public IEnumerable<(double Spent, double Best)> Course
    {
        get
        {
            (double spent, double best) = (0, double.NegativeInfinity);
            foreach (Trial<T> trial in Trials)
            {
                (spent, best) = (spent + trial.Budget, Math.Max(best, trial.Score.Mean));
                yield return (spent, best);
            }
        }
    }
}
