namespace CompiledNets;

/// <summary>Moves, turns, zooms and mirrors an image about its middle, in one go.</summary>
/// <param name="Right">Pixels to the right.</param>
/// <param name="Down">Pixels downwards.</param>
/// <param name="Degrees">The turn, clockwise as images are seen.</param>
/// <param name="Zoom">How many times larger things become.</param>
/// <param name="Flip">Whether left and right change places, before anything else.</param>
internal readonly record struct ImageWarp(float Right, float Down, float Degrees, float Zoom, bool Flip)
{
    /// <summary>Warps every channel. Pixels between those of the image are interpolated bilinearly, those outside are
    /// <paramref name="fill"/>.</summary>
    /// <param name="image">(channels, height, width).</param>
    /// <param name="warped">Room for as many.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="fill">What lies around the image.</param>
    public void Apply(ReadOnlySpan<float> image, Span<float> warped, int height, int width, float fill)
    {
        if (this == new ImageWarp(0, 0, 0, 1, false))
        {
            image.CopyTo(warped);
            return;
        }

        // Where each pixel comes from: the turn backwards, then the zoom, then the flip.
        (float sin, float cos) = MathF.SinCos(Degrees * (MathF.PI / 180));
        (sin, cos) = (sin / Zoom, cos / Zoom);
        float mirror = Flip ? -1 : 1, middleX = (width - 1) / 2f, middleY = (height - 1) / 2f;
        int area = height * width;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                float across = x - middleX - Right, along = y - middleY - Down;
                float fromX = mirror * (cos * across + sin * along) + middleX, fromY = cos * along - sin * across + middleY;
                for (int channel = 0; channel < image.Length; channel += area)
                {
                    warped[channel + y * width + x] = Sample(image.Slice(channel, area), fromX, fromY, height, width, fill);
                }
            }
        }
    }

    private static float Sample(ReadOnlySpan<float> channel, float x, float y, int height, int width, float fill)
    {
        // Beyond this nothing but fill is near; the comparison also keeps what is not a number out.
        if (!(x > -1 && x < width && y > -1 && y < height))
        {
            return fill;
        }

        int left = (int)MathF.Floor(x), top = (int)MathF.Floor(y);
        float toRight = x - left, toBottom = y - top;
        float upper = (1 - toRight) * At(channel, top, left, height, width, fill) + toRight * At(channel, top, left + 1, height, width, fill);
        float lower = (1 - toRight) * At(channel, top + 1, left, height, width, fill) + toRight * At(channel, top + 1, left + 1, height, width, fill);
        return (1 - toBottom) * upper + toBottom * lower;
    }

    private static float At(ReadOnlySpan<float> channel, int y, int x, int height, int width, float fill) =>
        (uint)y < (uint)height && (uint)x < (uint)width ? channel[y * width + x] : fill;
}
