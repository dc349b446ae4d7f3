namespace Samples.Drawing;

/// <summary>Grey pixels from 0 (paper) to 1 (ink), drawn on by a round pen.</summary>
internal readonly ref struct Canvas(Span<float> pixels)
{
    /// <summary>Pixels in a row, and rows.</summary>
    public const int Side = 28;

    private readonly Span<float> pixels = pixels;

    /// <summary>Inks a straight piece whose width changes from one end to the other.</summary>
    /// <param name="blur">How many pixels the edge takes from ink to paper: 1 is sharp.</param>
    public void Ink(Point from, Point to, float fromRadius, float toRadius, float blur, float ink)
    {
        float reach = MathF.Max(fromRadius, toRadius) + blur;
        (int firstColumn, int lastColumn) = Covered(from.X, to.X, reach);
        (int firstRow, int lastRow) = Covered(from.Y, to.Y, reach);
        float dx = to.X - from.X, dy = to.Y - from.Y;
        float perLength = 1 / MathF.Max(dx * dx + dy * dy, 1e-6f);
        for (int row = firstRow; row <= lastRow; row++)
        {
            float y = row + 0.5f - from.Y;
            for (int column = firstColumn; column <= lastColumn; column++)
            {
                float x = column + 0.5f - from.X;
                float along = Math.Clamp((x * dx + y * dy) * perLength, 0, 1);
                float offX = x - along * dx, offY = y - along * dy;
                float inside = fromRadius + (toRadius - fromRadius) * along - MathF.Sqrt(offX * offX + offY * offY);
                ref float pixel = ref pixels[row * Side + column];
                pixel = MathF.Max(pixel, ink * Math.Clamp(inside / blur + 0.5f, 0, 1));
            }
        }
    }

    private static (int First, int Last) Covered(float a, float b, float reach) =>
        (Math.Max(0, (int)(MathF.Min(a, b) - reach)), Math.Min(Side - 1, (int)(MathF.Max(a, b) + reach)));
}
