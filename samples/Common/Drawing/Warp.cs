namespace Samples.Drawing;

/// <summary>One hand's distortion of the unit square, into pixels: an affine map after an elastic one.</summary>
/// <remarks>Sums, products and square roots only: these are the same on all machines, sines are not.</remarks>
internal readonly struct Warp
{
    private const int Nodes = 4;
    private const float GlyphWidth = 14, GlyphHeight = 19;

    private readonly Point[] shifts = new Point[Nodes * Nodes];
    private readonly float xx, xy, yx, yy, left, top;

    public Warp(ref Dice dice)
    {
        float elastic = dice.Between(0.02f, 0.1f);
        for (int node = 0; node < shifts.Length; node++)
        {
            shifts[node] = new Point(elastic * dice.Bell(), elastic * dice.Bell());
        }

        float sine = dice.Between(-0.25f, 0.25f);
        float cosine = MathF.Sqrt(1 - sine * sine);
        float slant = dice.Between(-0.32f, 0.2f);
        float width = GlyphWidth * dice.Between(0.7f, 1.1f);
        float height = GlyphHeight * dice.Between(0.8f, 1.08f);
        (xx, xy) = (cosine * width, (cosine * slant - sine) * height);
        (yx, yy) = (sine * width, (sine * slant + cosine) * height);
        left = Canvas.Side / 2f + dice.Between(-1.75f, 1.75f);
        top = Canvas.Side / 2f + dice.Between(-1.75f, 1.75f);
    }

    /// <summary>Where a point of the unit square lies on the canvas.</summary>
    public Point Apply(Point point)
    {
        Point shift = Elastic(point);
        float x = point.X + shift.X - 0.5f, y = point.Y + shift.Y - 0.5f;
        return new Point(left + xx * x + xy * y, top + yx * x + yy * y);
    }

    /// <summary>A smooth random field: random vectors on a grid, with smooth steps between (after Simard et al. 2003).</summary>
    private Point Elastic(Point point)
    {
        (int column, float u) = Cell(point.X);
        (int row, float v) = Cell(point.Y);
        Point a = shifts[row * Nodes + column], b = shifts[row * Nodes + column + 1];
        Point c = shifts[(row + 1) * Nodes + column], d = shifts[(row + 1) * Nodes + column + 1];
        return new Point(
            (1 - v) * (a.X + (b.X - a.X) * u) + v * (c.X + (d.X - c.X) * u),
            (1 - v) * (a.Y + (b.Y - a.Y) * u) + v * (c.Y + (d.Y - c.Y) * u));
    }

    private static (int Cell, float Within) Cell(float position)
    {
        float scaled = Math.Clamp(position, 0, 0.9999f) * (Nodes - 1);
        int cell = (int)scaled;
        float t = scaled - cell;
        return (cell, t * t * (3 - 2 * t));
    }
}
