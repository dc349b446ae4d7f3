using System.Globalization;

namespace CompiledNets;

public sealed partial class LoopCheckpoint
{
    /// <summary>Adds a point to a curve: it is one of the <see cref="Numbers"/>, so that a resumed loop can draw all of what it went through.</summary>
    /// <param name="curve">The curve's name.</param>
    /// <param name="x">Where: a step or an episode. A point that is there already gets the new value.</param>
    /// <param name="y">The value.</param>
    public void Note(string curve, double x, double y)
    {
        ArgumentException.ThrowIfNullOrEmpty(curve);
        Numbers[Point(curve) + x.ToString("R", CultureInfo.InvariantCulture)] = y;
    }

    /// <summary>The points of a curve, in the order of x: for a <see cref="LineChart"/>.</summary>
    public IReadOnlyList<(double X, double Y)> Curve(string curve)
    {
        ArgumentException.ThrowIfNullOrEmpty(curve);
        string prefix = Point(curve);
        return
        [
            .. Numbers.Where(number => number.Key.StartsWith(prefix, StringComparison.Ordinal))
                .Select(number => (X: double.Parse(number.Key.AsSpan(prefix.Length), CultureInfo.InvariantCulture), Y: number.Value))
                .OrderBy(point => point.X),
        ];
    }

    private static string Point(string curve) => curve + " at ";
}
