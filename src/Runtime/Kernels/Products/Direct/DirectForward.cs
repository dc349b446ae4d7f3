namespace CompiledNets.Kernels;

/// <summary>See <see cref="PackedConvolution"/>.</summary>
internal readonly unsafe struct DirectForward(
    Conv2DShape shape, int samples, float* x, float* packed, float* bias, float* residual, bool relu, float* y, bool pool = false) : ISimdAction
{
    public void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (residual is null && !pool && SampleForward<TSimd, TVector>.Pays(shape, samples))
        {
            var inLanes = new SampleForward<TSimd, TVector> { Shape = shape, Samples = samples, X = x, Packed = packed, Bias = bias, Relu = relu, Y = y };
            inLanes.Reserve();
            WorkPool.Run(ref inLanes, inLanes.PieceCount);
            return;
        }

        var pass = new DirectPass<TSimd, TVector>
        {
            Grid = ConvolutionForward.Grid(shape),
            Direct = new DirectShape(shape),
            Groups = shape.Groups,
            Channels = shape.GroupChannels,
            Filters = shape.GroupFilters,
            X = x,
            Packed = packed,
            Bias = bias,
            Residual = residual,
            Relu = relu,
            Pool = pool,
            Y = y,
        };
        pass.Cut(samples);
        ConvolutionForward.Offsets(shape, pass.Grid, pass.SlabRows, shape.GroupChannels, pass.Offsets);
        if (pass.Shared is not null)
        {
            var fill = new SharedSlabs { Grid = pass.Grid, Planes = samples * shape.Channels, X = x, Slabs = pass.Shared };
            WorkPool.Run(ref fill, fill.PieceCount);
        }

        WorkPool.Run(ref pass, pass.Pieces);
    }
}
