using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using CompiledNets.Kernels;

namespace CompiledNets;

internal readonly partial struct RangeUpdate
{
    /// <summary>From so many parameters on, wider registers are worth setting up.</summary>
    private const int LeastWideLength = 64;

    /// <summary>Adam's pass, in registers of 512 bits where the machine has them: half as many square roots and divisions, which take as
    /// long. The operations and their order are those of <see cref="AdamRule"/>, so the bits are too.</summary>
    public void Apply(in AdamRule rule)
    {
        if (!Avx512Simd.IsSupported || length < LeastWideLength || state.Core.Device is not null)
        {
            Apply<AdamRule>(in rule);
        }
        else
        {
            state.Core.MarkParametersChanged();
            Share(new WidePass { Range = this, Rule = rule });
        }
    }

    private struct WidePass : IPieces
    {
        public RangeUpdate Range;
        public AdamRule Rule;

        public readonly void Run(int piece)
        {
            (int start, int end) = Range.Piece(piece);
            int whole = start + (end - start) / Vector512<float>.Count * Vector512<float>.Count;
            UpdateWide(start, whole);
            if (whole < end)
            {
                Range.Update(in Rule, whole, end);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void UpdateWide(int start, int end)
        {
            ref float parameters = ref Range.Start(Range.state.Core.ParameterBuffer);
            ref float gradients = ref Range.Start(Range.state.Core.GradientBuffer);
            ref float means = ref Range.Start(Range.state.Moments[0]);
            ref float squares = ref Range.Start(Range.state.Moments[1]);
            Vector512<float> scale = Vector512.Create(Range.gradientScale), penalty = Vector512.Create(Rule.Penalty);
            Vector512<float> keep = Vector512.Create(Rule.Keep), stepSize = Vector512.Create(Rule.StepSize);
            Vector512<float> beta1 = Vector512.Create(Rule.Beta1), oneMinusBeta1 = Vector512.Create(Rule.OneMinusBeta1);
            Vector512<float> beta2 = Vector512.Create(Rule.Beta2), oneMinusBeta2 = Vector512.Create(Rule.OneMinusBeta2);
            Vector512<float> rootCorrection = Vector512.Create(Rule.RootCorrection), epsilon = Vector512.Create(Rule.Epsilon);
            for (nuint i = (nuint)start; i < (nuint)end; i += (nuint)Vector512<float>.Count)
            {
                Vector512<float> parameter = Vector512.LoadUnsafe(ref parameters, i);
                Vector512<float> gradient = Vector512.LoadUnsafe(ref gradients, i) * scale + penalty * parameter;
                Vector512<float> mean = beta1 * Vector512.LoadUnsafe(ref means, i) + oneMinusBeta1 * gradient;
                Vector512<float> square = beta2 * Vector512.LoadUnsafe(ref squares, i) + oneMinusBeta2 * gradient * gradient;
                Vector512<float> divisor = Vector512.Sqrt(square) * rootCorrection + epsilon;
                (keep * parameter - stepSize * mean / divisor).StoreUnsafe(ref parameters, i);
                Vector512<float>.Zero.StoreUnsafe(ref gradients, i);
                mean.StoreUnsafe(ref means, i);
                square.StoreUnsafe(ref squares, i);
            }
        }
    }
}
