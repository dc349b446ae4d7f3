namespace CompiledNets;

/// <summary>The colour types, by the format's codes.</summary>
internal enum PngColor : byte
{
    Grey = 0,
    Rgb = 2,
    Palette = 3,
    GreyAlpha = 4,
    Rgba = 6,
}

/// <summary>How the rows of a PNG are laid out.</summary>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Color">What a pixel consists of.</param>
/// <param name="Depth">Bits per value.</param>
internal readonly record struct PngFormat(int Width, int Height, PngColor Color, int Depth)
{
    /// <summary>Whether the standard knows this colour type in this depth.</summary>
    public bool Exists => Color switch
    {
        PngColor.Grey => Depth is 1 or 2 or 4 or 8 or 16,
        PngColor.Palette => Depth is 1 or 2 or 4 or 8,
        PngColor.Rgb or PngColor.GreyAlpha or PngColor.Rgba => Depth is 8 or 16,
        _ => false,
    };

    /// <summary>Values of a pixel in the file.</summary>
    public int Values => Color switch
    {
        PngColor.Rgb => 3,
        PngColor.GreyAlpha => 2,
        PngColor.Rgba => 4,
        _ => 1,
    };

    /// <summary>Bytes of a row, the last of them filled up with bits that mean nothing.</summary>
    public long Stride => ((long)Width * Values * Depth + 7) / 8;

    /// <summary>Bytes from one pixel to the next, at least 1: how far filters look back.</summary>
    public int Step => Math.Max(1, Values * Depth / 8);

    /// <summary>Whether rows hold the pixels of a <see cref="PixelImage"/> as they are.</summary>
    public bool IsPlain => Depth == 8 && Color is (PngColor.Grey or PngColor.Rgb or PngColor.Rgba);
}
