namespace Samples.Drawing;

/// <summary>Draws one digit as one hand might, on paper that is not quite clean.</summary>
internal static class DigitPainter
{
    private const float StrayChance = 0.15f;

    /// <summary>Paints over all pixels; values are multiples of 1/255, as a scanner's would be.</summary>
    public static void Paint(int digit, ref Dice dice, Span<float> pixels)
    {
        pixels.Clear();
        var canvas = new Canvas(pixels);
        Stroke[][] styles = Glyphs.Styles[digit];
        var warp = new Warp(ref dice);
        var pen = new Pen(ref dice);
        foreach (Stroke stroke in styles[dice.Below(styles.Length)])
        {
            pen.Draw(canvas, stroke, warp, ref dice);
        }

        if (dice.Chance(StrayChance))
        {
            DrawStray(canvas, pen, ref dice);
        }

        Scan(pixels, ref dice);
    }

    /// <summary>A short line of something else, near the edge.</summary>
    private static void DrawStray(Canvas canvas, Pen pen, ref Dice dice)
    {
        float edge = dice.Chance(0.5f) ? dice.Between(0, 4) : dice.Between(Canvas.Side - 4, Canvas.Side);
        float along = dice.Between(2, Canvas.Side - 2);
        Point from = dice.Chance(0.5f) ? new Point(edge, along) : new Point(along, edge);
        pen.DrawPiece(canvas, from, new Point(from.X + 3 * dice.Bell(), from.Y + 3 * dice.Bell()), ref dice);
    }

    /// <summary>Grain and the rounding to bytes.</summary>
    private static void Scan(Span<float> pixels, ref Dice dice)
    {
        float grain = dice.Between(0, 0.1f);
        foreach (ref float pixel in pixels)
        {
            float grey = Math.Clamp(pixel + grain * dice.Bell(), 0, 1);
            pixel = (int)(grey * 255 + 0.5f) / 255f;
        }
    }
}
