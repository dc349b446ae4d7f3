namespace CompiledNets.Kernels;

/// <summary>One step after another of <see cref="RecurrentForward{TCell}"/>, each in ranges of units that do not need one another.</summary>
/// <param name="packed">The packed weight; null to read it as it is.</param>
internal readonly unsafe struct RecurrentSteps<TCell, TSimd, TVector>(RecurrentForward<TCell> run, RecurrentScratch scratch, int qRow, float* packed)
    where TCell : struct, IRecurrentCell
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    // Of few samples a step is mostly the weight's way from the second-level cache, and two cores have two of those.
    private const int MostSamplesOfTwo = 4, StepsWorthTwo = 8, MultiplyAddsWorthTwo = 1 << 15;

    public int Steps => run.Shape.Steps;

    public int Units => run.Shape.Units;

    private int Gates => TCell.Gates * Units;

    /// <summary>Whether half a step outweighs the hand-off to another core; halves must begin with a panel.</summary>
    public bool IsWorthTwo => packed != null && run.Samples <= MostSamplesOfTwo && Steps >= StepsWorthTwo
        && Units % (2 * RecurrentProduct<TSimd, TVector>.PanelWidth) == 0 && (long)run.Samples * Gates * Units >= MultiplyAddsWorthTwo;

    /// <summary>Computes units <paramref name="first"/> to <paramref name="end"/> of a step: h of the turn before must be there in full.</summary>
    public void Take(int turn, int first, int end)
    {
        bool hasState = turn > 0 || run.Shape.HasInitial;
        if (run.Bias != null || !hasState)
        {
            Fill(first, end);
        }

        if (hasState)
        {
            Multiply(turn == 0 ? run.Hidden : HiddenAfter(turn - 1), first, end);
        }

        for (int sample = 0; sample < run.Samples; sample++)
        {
            TakeSample(turn, sample, first, end);
        }
    }

    // Two, in turns: one range of units may be a step's result before another has read the step before.
    private float* HiddenAfter(int turn) => scratch.Hidden + (turn & 1) * (nint)run.Samples * Units;

    // q = W·h, and the bias where it is there already. Both products sum each result in the same order.
    private void Multiply(float* h, int first, int end)
    {
        bool accumulate = run.Bias != null;
        if (packed == null)
        {
            Product<TSimd, TVector>.Block(
                RowOperand.RowMajor(h, Units), run.Samples, new ColumnMajorColumns(run.Weight, Units), 0, Gates, Units, scratch.Gates, qRow, accumulate);
            return;
        }

        // All units' gates are neighbours, those of some are a run in each gate.
        int runs = end - first == Units ? 1 : TCell.Gates, columns = runs == 1 ? Gates : end - first;
        for (int index = 0; index < runs; index++)
        {
            int column = index * Units + first;
            RecurrentProduct<TSimd, TVector>.Run(
                run.Samples, columns, Units, h, packed + (nint)column * Units, scratch.Gates + column, qRow, accumulate);
        }
    }

    private void TakeSample(int turn, int sample, int first, int end)
    {
        int width = run.Shape.Width<TCell>();
        nint step = (nint)sample * Steps + run.Shape.StepAt(turn);
        var before = StateBefore.Of<TCell>(run.Shape, turn, sample, run.Rows, run.Hidden, run.Cell, scratch.Zeros);
        var at = new CellForward
        {
            P = run.P + step * Gates + first, Q = scratch.Gates + (nint)sample * qRow + first, Hidden = before.Hidden + first, Cell = before.Cell + first,
            Row = run.Rows + step * width + first, Block = Units,
        };
        float* row = at.Row;
        int unit = first;
        for (; unit + TSimd.Lanes <= end; unit += TSimd.Lanes)
        {
            run.Step.Forward<TSimd, TVector>(at, run.Shape.KeepsGates);
            at.P += TSimd.Lanes;
            at.Q += TSimd.Lanes;
            at.Hidden += TSimd.Lanes;
            at.Cell += TSimd.Lanes;
            at.Row += TSimd.Lanes;
        }

        if (unit < end)
        {
            TakeRest(at, end - unit, width / Units);
        }

        new ReadOnlySpan<float>(row, end - first).CopyTo(new Span<float>(HiddenAfter(turn) + (nint)sample * Units + first, end - first));
    }

    // The last units, in places of a vector each.
    private void TakeRest(CellForward at, int units, int blocks)
    {
        float* memory = stackalloc float[CellRest.Floats];
        var rest = new CellRest(memory, units, TSimd.Lanes, at.Block);
        CellForward inRest = at with
        {
            P = rest.In(at.P, TCell.Gates), Q = rest.In(at.Q, TCell.Gates), Hidden = rest.In(at.Hidden, 1),
            Cell = rest.In(at.Cell, TCell.States - 1), Row = rest.Room(blocks), Block = TSimd.Lanes,
        };
        run.Step.Forward<TSimd, TVector>(inRest, run.Shape.KeepsGates);
        rest.Out(inRest.Row, at.Row, blocks);
    }

    // The same bias for each sample, or zeros.
    private void Fill(int first, int end)
    {
        for (int sample = 0; sample < run.Samples; sample++)
        {
            for (int gate = 0; gate < TCell.Gates; gate++)
            {
                var q = new Span<float>(scratch.Gates + (nint)sample * qRow + gate * Units + first, end - first);
                if (run.Bias == null)
                {
                    q.Clear();
                }
                else
                {
                    new ReadOnlySpan<float>(run.Bias + gate * Units + first, end - first).CopyTo(q);
                }
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
