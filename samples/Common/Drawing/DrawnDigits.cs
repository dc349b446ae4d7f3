namespace Samples.Drawing;

/// <summary>Handwriting without a download: digits drawn by the program, in several styles, pens and hands.</summary>
/// <remarks>Image i depends on the seed and i alone, whatever the machine and the number of threads.</remarks>
internal static class DrawnDigits
{
    /// <summary>Draws digits, about equally many of each.</summary>
    /// <returns>Images of 28 by 28 greys, one after another, and what they show.</returns>
    public static (float[] Images, int[] Labels) Draw(int count, ulong seed)
    {
        const int pixels = Canvas.Side * Canvas.Side;
        var images = new float[count * pixels];
        var labels = new int[count];
        Parallel.For(0, count, image =>
        {
            Dice dice = Dice.ForImage(seed, image);
            labels[image] = dice.Below(Glyphs.Styles.Length);
            DigitPainter.Paint(labels[image], ref dice, images.AsSpan(image * pixels, pixels));
        });
        return (images, labels);
    }
}
