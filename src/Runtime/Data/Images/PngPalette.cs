namespace CompiledNets;

/// <summary>The colours that the pixels of a palette image stand for.</summary>
/// <param name="Colors">Red, green and blue of each entry.</param>
/// <param name="Alphas">The opacity of the first entries; the others are opaque.</param>
internal sealed record PngPalette(byte[] Colors, byte[] Alphas)
{
    public int Count => Colors.Length / 3;

    /// <summary>3, or 4 where something is said of opacity.</summary>
    public int Channels => Alphas.Length == 0 ? 3 : 4;

    /// <summary>Writes the colour of an entry.</summary>
    public void CopyTo(int entry, Span<byte> pixel)
    {
        Colors.AsSpan(3 * entry, 3).CopyTo(pixel);
        if (pixel.Length == 4)
        {
            pixel[3] = entry < Alphas.Length ? Alphas[entry] : byte.MaxValue;
        }
    }
}
