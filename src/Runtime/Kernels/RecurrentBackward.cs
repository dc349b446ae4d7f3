namespace CompiledNets.Kernels;

/// <summary>See <see cref="RecurrentLoop.Backward"/>.</summary>
internal unsafe struct RecurrentBackward<TCell> : ISimdAction
    where TCell : struct, IRecurrentCell
{
    public RecurrentShape Shape;
    public int Samples;
    public TCell Step;
    public float* Rows, Weight, Hidden, Cell, DRows, Dp;

    private readonly int Units => Shape.Units;

    private readonly int Gates => TCell.Gates * Shape.Units;

    private readonly int DSteps => Shape.HasInitial ? Shape.Steps + 1 : Shape.Steps;

    public readonly void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int dRow = RecurrentPacking.RowFloats(Units), state = checked(Samples * dRow);
        var scratch = new RecurrentScratch(
            checked(Samples * Gates), state, state, Units, Shape.PackedWeight ? 0 : RecurrentPacking.Floats(Units, Gates));
        float* weight = Shape.PackedWeight ? Weight : scratch.Weight;
        if (!Shape.PackedWeight)
        {
            RecurrentProduct<TSimd, TVector>.Pack(new RowMajorColumns(Weight, Units), Units, Gates, weight);
        }

        new Span<float>(scratch.Hidden, state).Clear();
        new Span<float>(scratch.Cell, state).Clear();
        for (int turn = Shape.Steps - 1; turn >= 0; turn--)
        {
            for (int sample = 0; sample < Samples; sample++)
            {
                Take<TSimd, TVector>(turn, sample, scratch, dRow);
            }

            if (turn > 0 || Shape.HasInitial)
            {
                RecurrentProduct<TSimd, TVector>.Run(Samples, Units, Gates, scratch.Gates, weight, scratch.Hidden, dRow, accumulate: true);
            }
        }

        for (int sample = 0; Shape.HasInitial && sample < Samples; sample++)
        {
            var initial = new Span<float>(Dp + ((nint)sample * DSteps + Shape.Steps) * Gates, Gates);
            new ReadOnlySpan<float>(scratch.Hidden + (nint)sample * dRow, Units).CopyTo(initial);
            if (TCell.States > 1)
            {
                new ReadOnlySpan<float>(scratch.Cell + (nint)sample * dRow, Units).CopyTo(initial[Units..]);
            }

            initial[(TCell.States * Units)..].Clear();
        }
    }

    private readonly void Take<TSimd, TVector>(int turn, int sample, in RecurrentScratch scratch, int dRow)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int width = Shape.Width<TCell>(), step = Shape.StepAt(turn);
        nint row = (nint)sample * Shape.Steps + step;
        var before = StateBefore.Of<TCell>(Shape, turn, sample, Rows, Hidden, Cell, scratch.Zeros);
        float* ofRow = DRows + row * Shape.GradientWidth<TCell>();
        var at = new CellBackward
        {
            Row = Rows + row * width, Hidden = before.Hidden, Cell = before.Cell,
            DRow = ofRow, DCellRow = Shape.HiddenGradient || TCell.States == 1 ? null : ofRow + Units,
            DHidden = scratch.Hidden + (nint)sample * dRow, DCell = scratch.Cell + (nint)sample * dRow,
            Dp = Dp + ((nint)sample * DSteps + step) * Gates, Dq = scratch.Gates + (nint)sample * Gates,
            Block = Units,
        };
        int unit = 0;
        for (; unit + TSimd.Lanes <= Units; unit += TSimd.Lanes)
        {
            Step.Backward<TSimd, TVector>(at);
            at.Row += TSimd.Lanes;
            at.Hidden += TSimd.Lanes;
            at.Cell += TSimd.Lanes;
            at.DRow += TSimd.Lanes;
            at.DCellRow = at.DCellRow == null ? null : at.DCellRow + TSimd.Lanes;
            at.DHidden += TSimd.Lanes;
            at.DCell += TSimd.Lanes;
            at.Dp += TSimd.Lanes;
            at.Dq += TSimd.Lanes;
        }

        if (unit < Units)
        {
            TakeRest<TSimd, TVector>(at, Units - unit, width / Units);
        }
    }

    // The last units, in places of a vector each.
    private readonly void TakeRest<TSimd, TVector>(CellBackward at, int units, int blocks)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float* memory = stackalloc float[CellRest.Floats];
        var rest = new CellRest(memory, units, TSimd.Lanes, at.Block);
        CellBackward inRest = at with
        {
            Row = rest.In(at.Row, blocks), Hidden = rest.In(at.Hidden, 1), Cell = rest.In(at.Cell, TCell.States - 1), DRow = rest.In(at.DRow, 1),
            DCellRow = at.DCellRow == null ? null : rest.In(at.DCellRow, 1), DHidden = rest.In(at.DHidden, 1), DCell = rest.In(at.DCell, 1),
            Dp = rest.Room(TCell.Gates), Dq = rest.Room(TCell.Gates), Block = TSimd.Lanes,
        };
        Step.Backward<TSimd, TVector>(inRest);
        rest.Out(inRest.Dp, at.Dp, TCell.Gates);
        rest.Out(inRest.Dq, at.Dq, TCell.Gates);
        rest.Out(inRest.DHidden, at.DHidden, 1);
        rest.Out(inRest.DCell, at.DCell, 1);
    }
}
