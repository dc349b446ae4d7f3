namespace CompiledNets;

/// <summary>Random shifts, turns, zooms, flips, cutouts and noise for images (channels, height, width) or (height, width).
/// Everything is off until it is set.</summary>
/// <example><code>
/// Dataset moving = train.Augment("image", new ImageAugmentation { Shift = 2, Rotation = 10, Zoom = 0.1f }, seed: 1);
/// </code></example>
public sealed class ImageAugmentation : FloatAugmentation
{
    /// <summary>Pixels, at least 0: images move by up to this many to either side, and up or down.</summary>
    public float Shift { get; init => field = NotNegative(value, nameof(Shift)); }

    /// <summary>Degrees, at least 0: images turn by up to this many either way.</summary>
    public float Rotation { get; init => field = NotNegative(value, nameof(Rotation)); }

    /// <summary>At least 0: things become up to 1 + this times as large, or as small.</summary>
    public float Zoom { get; init => field = NotNegative(value, nameof(Zoom)); }

    /// <summary>How likely left and right change places, from 0 to 1.</summary>
    public double FlipProbability { get; init => field = Hyperparameter.Fraction(value, nameof(FlipProbability)); }

    /// <summary>Pixels, at least 0: the side of a square somewhere that becomes <see cref="Fill"/>, part of which may lie
    /// outside (Cutout, DeVries and Taylor 2017).</summary>
    public int Cutout { get; init => field = Hyperparameter.AtLeast(0, value, nameof(Cutout)); }

    /// <summary>The standard deviation of normal noise that each value gets, at least 0.</summary>
    public float Noise { get; init => field = NotNegative(value, nameof(Noise)); }

    /// <summary>What lies around images and in cutouts. Where images were standardised, so was black.</summary>
    public float Fill { get; init; }

    /// <inheritdoc/>
    public override bool CanChange(EntryColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column.Kind == ColumnKind.Tensor && column.Shape.Length is 2 or 3;
    }

    /// <inheritdoc/>
    public override void Change(EntryColumn column, ReadOnlySpan<float> sample, Span<float> changed, ref AugmentationRandom random)
    {
        ArgumentNullException.ThrowIfNull(column);
        int height = column.Shape[^2], width = column.Shape[^1];
        var warp = new ImageWarp(
            random.Between(-Shift, Shift), random.Between(-Shift, Shift), random.Between(-Rotation, Rotation),
            MathF.Pow(1 + Zoom, random.Between(-1, 1)), random.Happens(FlipProbability));
        warp.Apply(sample, changed, height, width, Fill);
        if (Cutout > 0)
        {
            Cut(changed, height, width, random.Below(height), random.Below(width));
        }

        if (Noise > 0)
        {
            AddNoise(changed, ref random);
        }
    }

    private void Cut(Span<float> image, int height, int width, int middleY, int middleX)
    {
        int top = Math.Max(0, middleY - Cutout / 2), bottom = Math.Min(height, middleY - Cutout / 2 + Cutout);
        int left = Math.Max(0, middleX - Cutout / 2), right = Math.Min(width, middleX - Cutout / 2 + Cutout);
        for (int channel = 0; channel < image.Length; channel += height * width)
        {
            for (int y = top; y < bottom; y++)
            {
                image.Slice(channel + y * width + left, right - left).Fill(Fill);
            }
        }
    }

    private void AddNoise(Span<float> image, ref AugmentationRandom random)
    {
        Span<float> noise = stackalloc float[256];
        for (int start = 0; start < image.Length; start += noise.Length)
        {
            Span<float> part = image.Slice(start, Math.Min(noise.Length, image.Length - start));
            random.FillNormal(noise);
            for (int i = 0; i < part.Length; i++)
            {
                part[i] += Noise * noise[i];
            }
        }
    }

    private static float NotNegative(float value, string name) => (float)Hyperparameter.NotNegative(value, name);
}
