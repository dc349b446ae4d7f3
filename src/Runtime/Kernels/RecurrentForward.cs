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
            checked(Samples * qRow), checked(Samples * Units), 0, Units, Packs ? RecurrentPacking.Floats(Gates, Units) : 0);
        if (Packs)
        {
            RecurrentProduct<TSimd, TVector>.Pack(new ColumnMajorColumns(Weight, Units), Gates, Units, scratch.Weight);
        }

        for (int turn = 0; turn < Shape.Steps; turn++)
        {
            bool hasState = turn > 0 || Shape.HasInitial;
            if (Bias != null || !hasState)
            {
                Fill(scratch.Gates, qRow);
            }

            if (hasState)
            {
                Multiply<TSimd, TVector>(turn == 0 ? Hidden : scratch.Hidden, scratch, qRow);
            }

            for (int sample = 0; sample < Samples; sample++)
            {
                Take<TSimd, TVector>(turn, sample, scratch, qRow);
            }
        }
    }

    // q = W·h, and the bias where it is there already. Both products sum each result in the same order.
    private readonly void Multiply<TSimd, TVector>(float* h, in RecurrentScratch scratch, int qRow)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (Packs || Shape.PackedWeight)
        {
            RecurrentProduct<TSimd, TVector>.Run(Samples, Gates, Units, h, Packs ? scratch.Weight : Weight, scratch.Gates, accumulate: Bias != null);
            return;
        }

        Product<TSimd, TVector>.Block(
            RowOperand.RowMajor(h, Units), Samples, new ColumnMajorColumns(Weight, Units), 0, Gates, Units, scratch.Gates, qRow,
            accumulate: Bias != null);
    }

    private readonly void Take<TSimd, TVector>(int turn, int sample, in RecurrentScratch scratch, int qRow)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int width = Shape.Width<TCell>();
        nint step = (nint)sample * Shape.Steps + Shape.StepAt(turn);
        var before = StateBefore.Of<TCell>(Shape, turn, sample, Rows, Hidden, Cell, scratch.Zeros);
        var at = new CellForward
        {
            P = P + step * Gates, Q = scratch.Gates + (nint)sample * qRow, Hidden = before.Hidden, Cell = before.Cell, Row = Rows + step * width,
            Block = Units,
        };
        float* row = at.Row;
        int unit = 0;
        for (; unit + TSimd.Lanes <= Units; unit += TSimd.Lanes)
        {
            Step.Forward<TSimd, TVector>(at, Shape.KeepsGates);
            at.P += TSimd.Lanes;
            at.Q += TSimd.Lanes;
            at.Hidden += TSimd.Lanes;
            at.Cell += TSimd.Lanes;
            at.Row += TSimd.Lanes;
        }

        if (unit < Units)
        {
            TakeRest<TSimd, TVector>(at, Units - unit, width / Units);
        }

        new ReadOnlySpan<float>(row, Units).CopyTo(new Span<float>(scratch.Hidden + (nint)sample * Units, Units));
    }

    // The last units, in places of a vector each.
    private readonly void TakeRest<TSimd, TVector>(CellForward at, int units, int blocks)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float* memory = stackalloc float[CellRest.Floats];
        var rest = new CellRest(memory, units, TSimd.Lanes, at.Block);
        CellForward inRest = at with
        {
            P = rest.In(at.P, TCell.Gates), Q = rest.In(at.Q, TCell.Gates), Hidden = rest.In(at.Hidden, 1),
            Cell = rest.In(at.Cell, TCell.States - 1), Row = rest.Room(blocks), Block = TSimd.Lanes,
        };
        Step.Forward<TSimd, TVector>(inRest, Shape.KeepsGates);
        rest.Out(inRest.Row, at.Row, blocks);
    }

    // The same bias for each sample, or zeros.
    private readonly void Fill(float* q, int qRow)
    {
        for (int sample = 0; sample < Samples; sample++)
        {
            var row = new Span<float>(q + (nint)sample * qRow, Gates);
            if (Bias == null)
            {
                row.Clear();
            }
            else
            {
                new ReadOnlySpan<float>(Bias, Gates).CopyTo(row);
            }
        }
    }
}

/// <summary>The state of one sample before a turn: the last turn's, the initial one, or zero.</summary>
internal readonly unsafe struct StateBefore(float* hidden, float* cell)
{
    public readonly float* Hidden = hidden, Cell = cell;

    public static StateBefore Of<TCell>(in RecurrentShape shape, int turn, int sample, float* rows, float* hidden, float* cell, float* zeros)
        where TCell : struct, IRecurrentCell
    {
        if (turn > 0)
        {
            float* last = rows + ((nint)sample * shape.Steps + shape.StepAt(turn - 1)) * shape.Width<TCell>();
            return new StateBefore(last, last + shape.Units);
        }

        nint at = (nint)sample * shape.Units;
        return shape.HasInitial ? new StateBefore(hidden + at, cell + at) : new StateBefore(zeros, zeros);
    }
}
