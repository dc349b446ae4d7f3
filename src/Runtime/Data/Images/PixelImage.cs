namespace CompiledNets;

/// <summary>An image of 8 bits per channel, row by row, the channels of a pixel side by side: what files hold.</summary>
/// <remarks>Networks take floats, one channel after another: <see cref="CopyTo"/> and <see cref="FromFloats"/> convert.</remarks>
public sealed class PixelImage
{
    /// <summary>An image of given pixels.</summary>
    /// <param name="width">Pixels per row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="channels">1 for grey, 3 for red, green and blue, 4 with alpha.</param>
    /// <param name="pixels">The values. The array is used, not copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size or the number of channels is out of its range.</exception>
    /// <exception cref="ArgumentException">There are not as many pixels.</exception>
    public PixelImage(int width, int height, int channels, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        Width = Hyperparameter.AtLeast(1, width, nameof(width));
        Height = Hyperparameter.AtLeast(1, height, nameof(height));
        Channels = channels is 1 or 3 or 4
            ? channels
            : throw new ArgumentOutOfRangeException(nameof(channels), channels, "Images have 1, 3 or 4 channels.");
        Pixels = pixels.LongLength == (long)width * height * channels
            ? pixels
            : throw new ArgumentException($"An image of {width}×{height}×{channels} does not have {pixels.Length} values.", nameof(pixels));
    }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>1 for grey, 3 for red, green and blue, 4 with alpha.</summary>
    public int Channels { get; }

    /// <summary>The values, row by row, the channels of a pixel side by side.</summary>
    public byte[] Pixels { get; }

    /// <summary>Makes an image of floats from 0 to 1, (channels, height, width); others are cut off, and what is not a
    /// number becomes 0.</summary>
    /// <exception cref="ArgumentException">There are not as many values.</exception>
    public static PixelImage FromFloats(ReadOnlySpan<float> values, int width, int height, int channels)
    {
        var image = new PixelImage(width, height, channels, new byte[checked(width * height * channels)]);
        image.RequireRoom(values.Length);
        int area = width * height;
        for (int i = 0; i < values.Length; i++)
        {
            float value = float.IsNaN(values[i]) ? 0 : Math.Clamp(values[i], 0, 1);
            image.Pixels[i % area * channels + i / area] = (byte)MathF.Round(value * byte.MaxValue);
        }

        return image;
    }

    /// <summary>Lays out images of one size in rows, a line of black between them.</summary>
    /// <param name="values">One image after another, each of floats from 0 to 1, (channels, height, width).</param>
    /// <param name="width">Pixels per row of one image.</param>
    /// <param name="height">Rows of one image.</param>
    /// <param name="channels">1, 3 or 4.</param>
    /// <param name="columns">Images beside each other, at least 1; the last row may have fewer.</param>
    /// <exception cref="ArgumentException">The values are no whole number of images, or none.</exception>
    public static PixelImage Grid(ReadOnlySpan<float> values, int width, int height, int channels, int columns)
    {
        int size = checked(Hyperparameter.AtLeast(1, width, nameof(width)) * Hyperparameter.AtLeast(1, height, nameof(height)) * channels);
        Hyperparameter.AtLeast(1, columns, nameof(columns));
        if (channels is not (1 or 3 or 4) || values.IsEmpty || values.Length % size != 0)
        {
            throw new ArgumentException($"{values.Length} values are no images of {width}×{height}×{channels}.", nameof(values));
        }

        int count = values.Length / size, across = Math.Min(columns, count), down = (count + columns - 1) / columns;
        int gridWidth = checked(across * (width + 1) - 1), gridHeight = checked(down * (height + 1) - 1);
        var grid = new PixelImage(gridWidth, gridHeight, channels, new byte[checked(gridWidth * gridHeight * channels)]);
        for (int number = 0; number < count; number++)
        {
            PixelImage image = FromFloats(values.Slice(number * size, size), width, height, channels);
            int left = number % columns * (width + 1), top = number / columns * (height + 1);
            for (int row = 0; row < height; row++)
            {
                image.Pixels.AsSpan(row * width * channels, width * channels)
                    .CopyTo(grid.Pixels.AsSpan(((top + row) * gridWidth + left) * channels));
            }
        }

        return grid;
    }

    /// <summary>Reads a PNG, PGM or PPM file; which it is, its first bytes tell.</summary>
    /// <exception cref="InvalidDataException">The file is none of them, or damaged: one line that names it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PixelImage Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = File.OpenRead(path);
        int first = file.ReadByte();
        file.Position = 0;
        return first == 'P' ? Pnm.Read(file, path) : Png.Read(file, path);
    }

    /// <summary>The values as floats from 0 to 1, (channels, height, width), as networks take them.</summary>
    /// <param name="values">Room for exactly as many.</param>
    /// <exception cref="ArgumentException">The room is another.</exception>
    public void CopyTo(Span<float> values)
    {
        RequireRoom(values.Length);
        int area = Width * Height;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Pixels[i % area * Channels + i / area] / (float)byte.MaxValue;
        }
    }

    private void RequireRoom(int values)
    {
        if (values != Pixels.Length)
        {
            throw new ArgumentException($"An image of {Width}×{Height}×{Channels} does not have {values} values.", nameof(values));
        }
    }
}
