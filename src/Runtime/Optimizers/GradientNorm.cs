using System.Numerics;
using System.Runtime.InteropServices;
using CompiledNets.Kernels;

namespace CompiledNets;

/// <summary>The 2-norm of gradients, summed in double in an order that depends on their number alone.</summary>
internal static class GradientNorm
{
    /// <summary>Elements in one piece of work: long enough to outweigh handing it to a thread.</summary>
    private const int PieceLength = 16 * 1024;

    /// <summary>How many partial sums <see cref="SumOfSquares"/> needs for so many elements.</summary>
    public static int PieceCount(int length) => (length + PieceLength - 1) / PieceLength;

    /// <summary>Σ g², with room for one partial sum per piece.</summary>
    public static double SumOfSquares(ReadOnlySpan<float> gradients, Span<double> partialSums)
    {
        int pieces = PieceCount(gradients.Length);
        var work = new Pieces { Gradients = gradients, PartialSums = partialSums };
        WorkPool.Run(ref work, pieces);
        double sum = 0;
        foreach (double partial in partialSums[..pieces])
        {
            sum += partial;
        }

        return sum;
    }

    private ref struct Pieces : IPieces
    {
        public ReadOnlySpan<float> Gradients;
        public Span<double> PartialSums;

        public readonly void Run(int piece)
        {
            int start = piece * PieceLength;
            ReadOnlySpan<float> values = Gradients[start..Math.Min(start + PieceLength, Gradients.Length)];
            PartialSums[piece] = SumOfSquares(values);
        }

        // In double, since the square of a float gradient of 1e20 is not a float any more.
        private static double SumOfSquares(ReadOnlySpan<float> values)
        {
            ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
            Vector<double> low = default, high = default;
            foreach (Vector<float> vector in vectors)
            {
                Vector.Widen(vector, out Vector<double> first, out Vector<double> second);
                low += first * first;
                high += second * second;
            }

            double sum = Vector.Sum(low + high);
            foreach (float value in values[(vectors.Length * Vector<float>.Count)..])
            {
                sum += (double)value * value;
            }

            return sum;
        }
    }
}
