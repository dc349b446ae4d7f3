namespace CompiledNets.Kernels;

/// <summary>One instruction set, as the product kernels see it. Kernels are written once over it and compiled per
/// implementation, a struct, so that every call below becomes one instruction.</summary>
/// <typeparam name="TVector">The register type.</typeparam>
internal unsafe interface ISimd<TVector>
    where TVector : struct
{
    /// <summary>Whether this machine can run it.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Floats in a register.</summary>
    static abstract int Lanes { get; }

    /// <summary>Rows of the largest register tile: rows × 2 sums, two columns vectors and one broadcast value must fit
    /// the register file.</summary>
    static abstract int TileRows { get; }

    static abstract TVector Load(float* source);

    static abstract void Store(float* target, TVector value);

    static abstract TVector Broadcast(float* source);

    /// <summary>x·y + sum, rounded once where the instruction set can.</summary>
    static abstract TVector MultiplyAdd(TVector x, TVector y, TVector sum);

    static abstract TVector Add(TVector x, TVector y);

    static abstract TVector Subtract(TVector x, TVector y);

    static abstract TVector Multiply(TVector x, TVector y);

    static abstract TVector Divide(TVector x, TVector y);

    /// <summary>One value in every lane.</summary>
    static abstract TVector Create(float value);

    /// <summary>x moved into [low, high]; NaN stays NaN.</summary>
    static abstract TVector Bound(TVector x, TVector low, TVector high);

    /// <summary>The nearest whole number, the even one of two.</summary>
    static abstract TVector Round(TVector x);

    /// <summary>x·2ⁿ, rounded once, for whole n from -150 to 128.</summary>
    static abstract TVector Scale(TVector x, TVector n);

    /// <summary>The greater one; NaN where either is. Of 0 and -0 either one.</summary>
    static abstract TVector Max(TVector x, TVector y);

    /// <summary>-|x|.</summary>
    static abstract TVector MinusAbs(TVector x);

    /// <summary>max(x, 0); NaN stays NaN.</summary>
    static abstract TVector Relu(TVector x);

    static abstract float Sum(TVector value);

    /// <summary>The greatest lane; NaN where one is.</summary>
    static abstract float MaxLane(TVector value);

    /// <summary>A mask of the lanes that are more than zero.</summary>
    static abstract TVector Positive(TVector x);

    /// <summary>A mask of the lanes with x ≥ y.</summary>
    static abstract TVector AtLeast(TVector x, TVector y);

    /// <summary>x where the mask's bits are set, y where they are not.</summary>
    static abstract TVector Select(TVector mask, TVector x, TVector y);
}

/// <summary>Masks for <see cref="ISimd{TVector}.Select"/>.</summary>
internal static unsafe class LaneMask
{
    private const int WidestVector = 16;

    // The bytes of set lanes, then of as many that are not: a window over both is any mask. Bytes, since wider data would be looked up.
    private static ReadOnlySpan<sbyte> Window =>
    [
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>Sets the first <paramref name="count"/> lanes; a count below 0 sets none, one past the lanes all.</summary>
    public static TVector First<TSimd, TVector>(int count)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        fixed (sbyte* window = Window)
        {
            return TSimd.Load((float*)window + WidestVector - Math.Clamp(count, 0, WidestVector));
        }
    }
}
