using System.Diagnostics;

namespace Samples;

/// <summary>How long things take.</summary>
public static class Timing
{
    /// <summary>Seconds of a turn: the median of the later half of what a second or two has room for, since the first turns are not compiled
    /// well yet.</summary>
    public static double Seconds(Action turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var turns = new List<double>();
        for (long begin = Stopwatch.GetTimestamp(); turns.Count < 10 || Stopwatch.GetElapsedTime(begin).TotalSeconds < 1.5;)
        {
            long start = Stopwatch.GetTimestamp();
            turn();
            turns.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return turns.Skip(turns.Count / 2).Order().ElementAt(turns.Count / 4);
    }
}
