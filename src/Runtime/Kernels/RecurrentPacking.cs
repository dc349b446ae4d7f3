namespace CompiledNets.Kernels;

/// <summary>Packs a recurrent layer's weight for <see cref="RecurrentProduct{TSimd, TVector}"/>.</summary>
internal readonly unsafe struct RecurrentPacking(float* weight, int rows, int units, bool transposed, float* packed) : ISimdAction
{
    // Whatever the registers, so that sizes do not depend on them.
    private const int WidestPanel = 64;

    /// <summary>The room for so many columns, in whole panels.</summary>
    public static int RowFloats(int columns) => checked(columns + WidestPanel - 1) / WidestPanel * WidestPanel;

    /// <summary>The room that packed columns take.</summary>
    public static int Floats(int columns, int depth) => checked(RowFloats(columns) * depth);

    public void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (transposed)
        {
            RecurrentProduct<TSimd, TVector>.Pack(new ColumnMajorColumns(weight, units), rows, units, packed);
        }
        else
        {
            RecurrentProduct<TSimd, TVector>.Pack(new RowMajorColumns(weight, units), units, rows, packed);
        }
    }
}
