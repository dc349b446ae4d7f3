namespace CompiledNets.Kernels;

/// <summary>See <see cref="Convolution.InputGradient"/>: again a convolution, over dy.</summary>
/// <remarks>
/// <para>x[p] meets weight[u] in y[i] where p = i·stride + u·dilation - padding. So the rows p with the same remainder r modulo
/// the stride, p = j·stride + r, meet the same kernel rows: those with (r + padding - u·dilation) divisible by the stride, and
/// then i = j + (r + padding - u·dilation) / stride. For each pair of remainders (a phase) that is a convolution with stride 1
/// of dy by some of the taps, and no multiplication by an inserted zero ever happens.</para>
/// </remarks>
internal readonly unsafe struct ConvolutionInputGradient(
    Conv2DShape shape, int samples, float* dy, float* weight, float* dx) : ISimdAction
{
    public void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < Math.Min(shape.StrideHeight, shape.Height); row++)
        {
            var rows = new AxisPhase(row, shape.Height, shape.KernelHeight, shape.StrideHeight, shape.PaddingHeight, shape.DilationHeight);
            for (int column = 0; column < Math.Min(shape.StrideWidth, shape.Width); column++)
            {
                var columns = new AxisPhase(
                    column, shape.Width, shape.KernelWidth, shape.StrideWidth, shape.PaddingWidth, shape.DilationWidth);
                RunPhase<TSimd, TVector>(rows, columns);
            }
        }
    }

    private void RunPhase<TSimd, TVector>(in AxisPhase rows, in AxisPhase columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int taps = rows.TapCount * columns.TapCount;
        var pass = new ConvolutionPass<TSimd, TVector>
        {
            Grid = new WindowGrid(
                rows.Count, columns.Count, 1, 1, -rows.FirstShift, -columns.FirstShift, rows.Span, columns.Span,
                shape.OutputHeight, shape.OutputWidth),
            Groups = shape.Groups,
            SourceChannels = shape.GroupFilters,
            TargetChannels = shape.GroupChannels,
            Taps = taps,
            Source = dy,
            Weight = Scratch.Get(ScratchUse.Shared, (long)shape.Filters * shape.GroupChannels * taps),
            Target = new StridedPlanes(
                dx + rows.Remainder * shape.Width + columns.Remainder, shape.Height, shape.Width, shape.StrideHeight, shape.StrideWidth),
            IsPointwise = shape.IsPointwise,
        };
        pass.Cut(samples);
        var weights = new PhaseWeights { Shape = shape, Rows = rows, Columns = columns, Weight = weight, Collected = pass.Weight };
        weights.FindOffsets(pass.Grid, pass.RowsPerPiece, pass.Offsets);
        WorkPool.Run(ref weights, weights.Pieces);
        WorkPool.Run(ref pass, pass.Pieces);
    }
}
