namespace Samples.Drawing;

internal readonly record struct Point(float X, float Y);

/// <summary>A line of the pen: straight pieces between points of the unit square, y downwards.</summary>
internal sealed record Stroke(Point[] Points)
{
    private const int PiecesPerSpan = 5;

    /// <summary>Straight from point to point.</summary>
    public static Stroke Lines(params ReadOnlySpan<Point> corners)
    {
        // Cut up as curves are, so that elastic distortion bends lines too.
        var points = new List<Point> { corners[0] };
        for (int span = 0; span + 1 < corners.Length; span++)
        {
            (Point from, Point to) = (corners[span], corners[span + 1]);
            for (int piece = 1; piece <= PiecesPerSpan; piece++)
            {
                float t = piece / (float)PiecesPerSpan;
                points.Add(new Point(from.X + (to.X - from.X) * t, from.Y + (to.Y - from.Y) * t));
            }
        }

        return new Stroke([.. points]);
    }

    /// <summary>A smooth curve through all points.</summary>
    public static Stroke Curve(params ReadOnlySpan<Point> knots)
    {
        var points = new List<Point> { knots[0] };
        for (int span = 0; span + 1 < knots.Length; span++)
        {
            AddSpan(points, knots[Math.Max(span - 1, 0)], knots[span], knots[span + 1], knots[Math.Min(span + 2, knots.Length - 1)]);
        }

        return new Stroke([.. points]);
    }

    /// <summary>A smooth curve through all points and back to the first.</summary>
    public static Stroke Loop(params ReadOnlySpan<Point> knots)
    {
        var points = new List<Point> { knots[0] };
        int count = knots.Length;
        for (int span = 0; span < count; span++)
        {
            AddSpan(points, knots[(span + count - 1) % count], knots[span], knots[(span + 1) % count], knots[(span + 2) % count]);
        }

        return new Stroke([.. points]);
    }

    /// <summary>Catmull-Rom: from b to c, with the directions that a and d suggest.</summary>
    private static void AddSpan(List<Point> points, Point a, Point b, Point c, Point d)
    {
        for (int piece = 1; piece <= PiecesPerSpan; piece++)
        {
            float t = piece / (float)PiecesPerSpan;
            points.Add(new Point(Cubic(a.X, b.X, c.X, d.X, t), Cubic(a.Y, b.Y, c.Y, d.Y, t)));
        }
    }

    private static float Cubic(float a, float b, float c, float d, float t) =>
        b + 0.5f * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}
