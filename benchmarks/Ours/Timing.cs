using System.Diagnostics;
using System.Globalization;

namespace CompiledNets.Benchmarks;

/// <summary>How long runs of a workload took.</summary>
/// <param name="MedianMicroseconds">Half of the runs took at most this long.</param>
/// <param name="LeastMicroseconds">The fastest run.</param>
/// <param name="Runs">How many runs were timed.</param>
/// <param name="AllocatedBytes">Managed memory that a run allocates, on all threads together.</param>
/// <param name="OthersBusy">The share of the machine that other processes used meanwhile.</param>
internal sealed record Timing(double MedianMicroseconds, double LeastMicroseconds, int Runs, double AllocatedBytes, double OthersBusy)
{
    private const int LeastRuns = 5, MostRuns = 1_000_000;

    // The JIT optimises a method after 30 calls, in the background, and again with what it learned.
    private const int WarmRuns = 100;
    private const double WarmSeconds = 0.5, MostWarmSeconds = 3;

    // The kernel counts processor time in these, so that two readings may differ by one although nothing ran.
    private const double ClockTick = 0.01;

    private static readonly long[] Ticks = new long[MostRuns];

    /// <summary>Runs a workload until the JIT and the caches know it.</summary>
    public static void WarmUp(Action run)
    {
        long began = Stopwatch.GetTimestamp();
        int runs = 0;
        for (double seconds = 0; seconds < WarmSeconds || (runs < WarmRuns && seconds < MostWarmSeconds); runs++)
        {
            run();
            seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        }
    }

    /// <summary>Times single runs for so long.</summary>
    public static Timing Measure(Action run, double seconds)
    {
        Array.Clear(Ticks);
        GC.Collect();
        long patience = (long)(seconds * Stopwatch.Frequency);
        double othersBegan = CpuSecondsOfOthers();
        long allocatedBegan = GC.GetTotalAllocatedBytes(precise: true);
        int runs = 0;
        long began = Stopwatch.GetTimestamp();
        long now = began;
        while ((now - began < patience && runs < MostRuns) || runs < LeastRuns)
        {
            long start = Stopwatch.GetTimestamp();
            run();
            now = Stopwatch.GetTimestamp();
            Ticks[runs++] = now - start;
        }

        double allocated = GC.GetTotalAllocatedBytes(precise: true) - allocatedBegan;
        double available = Stopwatch.GetElapsedTime(began).TotalSeconds * Environment.ProcessorCount;
        double others = Math.Max(0, (CpuSecondsOfOthers() - othersBegan - ClockTick) / available);
        Array.Sort(Ticks, 0, runs);
        return new Timing(Microseconds(Median(runs)), Microseconds(Ticks[0]), runs, Math.Floor(allocated / runs), others);
    }

    private static double Median(int runs) => (Ticks[(runs - 1) / 2] + Ticks[runs / 2]) / 2.0;

    private static double Microseconds(double ticks) => ticks * 1e6 / Stopwatch.Frequency;

    /// <summary>Processor time that all processes but this one have used, where Linux says so; else 0.</summary>
    private static double CpuSecondsOfOthers()
    {
        const string statistics = "/proc/stat";
        if (!File.Exists(statistics))
        {
            return 0;
        }

        // cpu user nice system idle iowait irq softirq steal
        string[] fields = File.ReadLines(statistics).First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        double all = new[] { 1, 2, 3, 6, 7, 8 }.Sum(field => double.Parse(fields[field], CultureInfo.InvariantCulture));
        return all * ClockTick - Environment.CpuUsage.TotalTime.TotalSeconds;
    }
}
