namespace CompiledNets.Kernels;

/// <summary>See <see cref="RecurrentLoop.Forward"/>.</summary>
internal unsafe struct RecurrentForward<TCell> : ISimdAction
    where TCell : struct, IRecurrentCell
{
    /// <summary>From this many steps on, W is packed once: products then read it as it lies.</summary>
    private const int StepsWorthPackingFor = 4;

    public RecurrentShape Shape;
    public int Samples;
    public TCell Step;
    public float* P, Weight, Bias, Hidden, Cell, Rows;

    private readonly int Units => Shape.Units;

    private readonly bool Packs => !Shape.PackedWeight && Shape.Steps >= StepsWorthPackingFor;

    private readonly int Gates => TCell.Gates * Shape.Units;

    public readonly void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int qRow = RecurrentPacking.RowFloats(Gates);
        var scratch = new RecurrentScratch(
            checked(Samples * qRow), checked(2 * Samples * Units), 0, Units, Packs ? RecurrentPacking.Floats(Gates, Units) : 0);
        if (Packs)
        {
            RecurrentProduct<TSimd, TVector>.Pack(new ColumnMajorColumns(Weight, Units), Gates, Units, scratch.Weight);
        }

        var steps = new RecurrentSteps<TCell, TSimd, TVector>(this, scratch, qRow, Packs ? scratch.Weight : Shape.PackedWeight ? Weight : null);
        if (steps.IsWorthTwo)
        {
            RecurrentPair<TCell, TSimd, TVector>.Run(steps);
            return;
        }

        for (int turn = 0; turn < Shape.Steps; turn++)
        {
            steps.Take(turn, 0, Units);
        }
    }
}
