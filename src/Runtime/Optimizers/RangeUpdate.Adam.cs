using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CompiledNets.Kernels;

namespace CompiledNets;

internal readonly ref partial struct RangeUpdate
{
    /// <summary>From so many parameters on, wider registers are worth setting up.</summary>
    private const int LeastWideLength = 64;

    /// <summary>Adam's pass, in registers of 512 bits where the machine has them: half as many square roots and divisions, which take as
    /// long. The operations and their order are those of <see cref="AdamRule"/>, so the bits are too.</summary>
    public void Apply(in AdamRule rule)
    {
        if (!Avx512Simd.IsSupported || parameters.Length < LeastWideLength)
        {
            Apply<AdamRule>(in rule);
            return;
        }

        var pass = new WidePass { Range = this, Rule = rule };
        WorkPool.Run(ref pass, (parameters.Length + PieceLength - 1) / PieceLength);
    }

    private ref struct WidePass : IPieces
    {
        public RangeUpdate Range;
        public AdamRule Rule;

        public readonly void Run(int piece)
        {
            int start = piece * PieceLength, end = Math.Min(start + PieceLength, Range.parameters.Length);
            int whole = start + (end - start) / Vector512<float>.Count * Vector512<float>.Count;
            UpdateWide(start, whole);
            if (whole < end)
            {
                Range.Update(Rule, whole, end);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void UpdateWide(int start, int end)
        {
            ref float parameters = ref MemoryMarshal.GetReference(Range.parameters);
            ref float gradients = ref MemoryMarshal.GetReference(Range.gradients);
            ref float means = ref MemoryMarshal.GetReference(Range.first);
            ref float squares = ref MemoryMarshal.GetReference(Range.second);
            Vector512<float> scale = Vector512.Create(Range.gradientScale), penalty = Vector512.Create(Rule.Penalty[0]);
            Vector512<float> keep = Vector512.Create(Rule.Keep[0]), stepSize = Vector512.Create(Rule.StepSize[0]);
            Vector512<float> beta1 = Vector512.Create(Rule.Beta1[0]), oneMinusBeta1 = Vector512.Create(Rule.OneMinusBeta1[0]);
            Vector512<float> beta2 = Vector512.Create(Rule.Beta2[0]), oneMinusBeta2 = Vector512.Create(Rule.OneMinusBeta2[0]);
            Vector512<float> rootCorrection = Vector512.Create(Rule.RootCorrection[0]), epsilon = Vector512.Create(Rule.Epsilon[0]);
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
