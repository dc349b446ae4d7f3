namespace CompiledNets.Kernels;

/// <summary>The hidden states before each step of each sample, one state a term: B[samples·steps, units], read where a recurrent layer's
/// rows have them. Before the first step it is the initial state, or zero.</summary>
internal readonly unsafe struct StateColumns(RecurrentShape shape, int width, float* rows, float* hidden) : IColumnOperand
{
    public bool IsDirect => false;

    public bool PaysInPlace(int rows) => false;

    public nint Step => throw new NotSupportedException();

    public float* At(int k, int column) => throw new NotSupportedException();

    public void Pack<TSimd, TVector>(float* panel, int panelWidth, int k, int depth, int column, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        (int sample, int step) = Math.DivRem(k, shape.Steps);
        for (int term = 0; term < depth; term++)
        {
            var target = new Span<float>(panel, columns);
            int turn = shape.Reverse ? shape.Steps - 1 - step : step;
            if (turn > 0)
            {
                nint last = (nint)sample * shape.Steps + shape.StepAt(turn - 1);
                new ReadOnlySpan<float>(rows + last * width + column, columns).CopyTo(target);
            }
            else if (shape.HasInitial)
            {
                new ReadOnlySpan<float>(hidden + (nint)sample * shape.Units + column, columns).CopyTo(target);
            }
            else
            {
                target.Clear();
            }

            panel += panelWidth;
            if (++step == shape.Steps)
            {
                (step, sample) = (0, sample + 1);
            }
        }
    }

    public bool PackTogether<TSimd, TVector>(float* panels, int depth, int column, int count)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => false;

    public int MultiplyRow<TSimd, TVector>(float* row, int k, int depth, int column, int columns, float* c, bool add)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => 0;
}
