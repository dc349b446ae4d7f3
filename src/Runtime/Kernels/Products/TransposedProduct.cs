using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>C[m,n] = A·W[n,k]ᵀ and an epilogue, as Cᵀ = W·Aᵀ: the weight's rows are read where they are, and what is packed is a panel of
/// samples, which lie in the lanes.</summary>
/// <remarks>Sums are those of <see cref="Product{TSimd, TVector}"/>, so a packed weight gives the same bits.</remarks>
internal readonly unsafe struct TransposedProduct(float* a, float* weight, float* c, int m, int n, int k, TileEpilogue epilogue) : ISimdAction
{
    public void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int width = Product<TSimd, TVector>.PanelWidth;
        for (int sample = 0; sample < m; sample += width)
        {
            int samples = Math.Min(width, m - sample), panelWidth = samples > TSimd.Lanes ? width : TSimd.Lanes;
            float* panel = Scratch.Get(ScratchUse.Panels, (long)panelWidth * k);
            if (samples < panelWidth)
            {
                new Span<float>(panel, panelWidth * k).Clear();
            }

            new ColumnMajorColumns(a + (nint)sample * k, k).Pack<TSimd, TVector>(panel, panelWidth, 0, k, 0, samples);
            var blocks = new Blocks<TSimd, TVector>
            {
                Panel = panel, PanelWidth = panelWidth, Samples = samples, Weight = weight, C = c + (nint)sample * n, Outputs = n, Depth = k, Epilogue = epilogue,
            };
            WorkPool.Run(ref blocks, Pieces.Count(n, Blocks<TSimd, TVector>.Size));
        }
    }

    private struct Blocks<TSimd, TVector> : IPieces
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        /// <summary>Outputs whose sums wait in the first-level cache to be transposed: whole tiles of every instruction set.</summary>
        public const int Size = 48;

        private const int WidestPanel = 32;

        public float* Panel;
        public int PanelWidth;
        public int Samples;
        public float* Weight;
        public float* C;
        public int Outputs;
        public int Depth;
        public TileEpilogue Epilogue;

        [SkipLocalsInit]
        public readonly void Run(int piece)
        {
            float* sums = stackalloc float[Size * WidestPanel];
            int first = piece * Size, outputs = Math.Min(Size, Outputs - first);
            RowOperand rows = RowOperand.RowMajor(Weight + (nint)first * Depth, Depth);
            Product<TSimd, TVector>.PackedBlock(rows, outputs, Panel, PanelWidth, Depth, sums, PanelWidth, default, accumulate: false);
            if (Epilogue.Bias != null || Epilogue.ReLU)
            {
                Finish(sums, first, outputs);
            }

            new ColumnMajorColumns(sums, PanelWidth).Pack<TSimd, TVector>(C + first, Outputs, 0, Samples, 0, outputs);
        }

        // Bias and activation, while samples are still in the lanes and there are no tails.
        private readonly void Finish(float* sums, int first, int outputs)
        {
            for (int output = 0; output < outputs; output++)
            {
                TVector bias = TSimd.Create(Epilogue.Bias == null ? 0 : Epilogue.Bias[first + output]);
                for (float* end = sums + PanelWidth; sums < end; sums += TSimd.Lanes)
                {
                    TVector sum = TSimd.Add(TSimd.Load(sums), bias);
                    TSimd.Store(sums, Epilogue.ReLU ? TSimd.Relu(sum) : sum);
                }
            }
        }
    }
}
