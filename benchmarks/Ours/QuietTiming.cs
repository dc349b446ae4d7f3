using System.Diagnostics;

namespace CompiledNets.Benchmarks;

/// <summary>Timing that notices when the machine was not ours alone: the rules of the peers' timing.py.</summary>
/// <param name="Timing">The timing.</param>
/// <param name="Placement">The worse of the moments before and after it.</param>
internal sealed record QuietTiming(Timing Timing, Placement Placement)
{
    private const double OthersAllowed = 0.03, MostPatienceSeconds = 60, PatiencePerSecond = 10;

    private bool IsUndisturbed => Placement.IsGood && Timing.OthersBusy <= OthersAllowed;

    /// <summary>Waits for an undisturbed timing of a workload; without one, keeps the fastest.</summary>
    /// <remarks>Waits at most ten times as long as a timing takes, and at most a minute.</remarks>
    public static QuietTiming Measure(Action run, double seconds)
    {
        double patience = Math.Min(MostPatienceSeconds, PatiencePerSecond * seconds);
        Timing.WarmUp(run);
        long began = Stopwatch.GetTimestamp();
        QuietTiming? best = null;
        while (true)
        {
            bool lastChance = Stopwatch.GetElapsedTime(began).TotalSeconds > patience;
            Placement before = Placement.Now();
            if (!before.IsGood && !lastChance)
            {
                Thread.Sleep(300);
                continue;
            }

            Timing timing = Timing.Measure(run, seconds);
            var attempt = new QuietTiming(timing, before.Worse(Placement.Now()));
            if (attempt.IsUndisturbed)
            {
                return attempt;
            }

            best = best is null || timing.MedianMicroseconds < best.Timing.MedianMicroseconds ? attempt : best;
            if (lastChance)
            {
                return best;
            }
        }
    }
}
