using System;
using ILGPU;
using ILGPU.Runtime;

namespace CompiledNets.Accelerated;

// Sums of whole buffers: losses, and squares of gradients.
internal sealed partial class DeviceNetwork
{
    // Views of floats begin where four can be loaded.
    private const int LossStep = 4;

    private readonly float[] mean = new float[1];
    private readonly float[] takenLosses = new float[MostLosses * LossStep];
    private readonly GrowingBuffer<float> waitingLosses;
    private GrowingBuffer<double>? partials;
    private GrowingBuffer<float>? meanBuffer;

    /// <summary>The mean of all values. Waits for it.</summary>
    public float BatchMean(ArrayView<float> values)
    {
        meanBuffer ??= Own(new GrowingBuffer<float>(Accelerator, Stream, "losses"));
        ArrayView<float> view = meanBuffer.View(1);
        BatchMean(values, view);
        Read(view, mean);
        return mean[0];
    }

    /// <summary>Starts the mean of all values.</summary>
    public void BatchMean(ArrayView<float> values, ArrayView<float> result) =>
        Kernel("Mean", static accelerator => accelerator.LoadKernel<ArrayView<float>, ArrayView<float>>(ReductionKernels.Mean))(
            Stream, Grids.Groups(1, ReductionKernels.GroupSize), values, result);

    /// <summary>Room for the loss of a call that nobody waits for.</summary>
    /// <param name="place">Its number among those that wait.</param>
    public ArrayView<float> LossAt(int place) => waitingLosses.View(MostLosses * LossStep).SubView(place * LossStep, 1);

    public override void TakeLosses(Span<float> losses)
    {
        Read(waitingLosses.View(MostLosses * LossStep), takenLosses.AsSpan());
        for (int place = 0; place < losses.Length; place++)
        {
            losses[place] = takenLosses[place * LossStep];
        }
    }

    public override void AddSquares(int start, int length, bool isFirst, double limit, double share)
    {
        (start, length) = parameterLayout.RangeOf(start, length);
        Gradients.Use();
        partials ??= Own(new GrowingBuffer<double>(Accelerator, Stream, "partial sums"));
        int groups = Math.Min(ReductionKernels.GroupSize, (length + ReductionKernels.Chunk - 1) / ReductionKernels.Chunk);
        ArrayView<double> view = partials.View(ReductionKernels.PartialsLength);
        try
        {
            Kernel("SumOfSquares", static accelerator => accelerator.LoadKernel<ArrayView<float>, ArrayView<double>>(ReductionKernels.SumOfSquares))(
                Stream, Grids.Groups(groups, ReductionKernels.GroupSize), GradientsAt(start, length), view);
            Kernel("SumOfPartials", static accelerator => accelerator.LoadKernel<ArrayView<double>, int, int, double, double>(ReductionKernels.SumOfPartials))(
                Stream, Grids.Groups(1, ReductionKernels.GroupSize), view, groups, isFirst ? 1 : 0, limit, share);
        }
        catch (AcceleratorException exception)
        {
            throw Failure(exception);
        }
    }

    public override void Clip(int start, int length)
    {
        (start, length) = parameterLayout.RangeOf(start, length);
        Gradients.Change();
        try
        {
            Kernel("Clip", static accelerator => accelerator.LoadKernel<ArrayView<float>, ArrayView<double>>(ReductionKernels.Clip))(
                Stream, Grids.Fours(length), GradientsAt(start, length), partials!.View(ReductionKernels.PartialsLength));
        }
        catch (AcceleratorException exception)
        {
            throw Failure(exception);
        }
    }
}

/// <summary>Sums in an order that sizes alone decide.</summary>
internal static class ReductionKernels
{
    public const int GroupSize = 256;

    /// <summary>Values for which another group pays.</summary>
    public const int Chunk = 8 * GroupSize;

    /// <summary>What the groups' parts take, their sum behind them, and behind that the factor of the gradients.</summary>
    public const int PartialsLength = GroupSize + 2;

    /// <summary>The mean of all values, by one group.</summary>
    public static void Mean(ArrayView<float> values, ArrayView<float> result)
    {
        double sum = 0;
        for (int i = Group.IdxX; i < values.IntLength; i += GroupSize)
        {
            sum += values[i];
        }

        sum = GroupSum(sum);
        if (Group.IdxX == 0)
        {
            result[0] = (float)(sum / values.IntLength);
        }
    }

    /// <summary>Each group's part of Σ g², in double, since the square of a float gradient of 1e20 is not a float any more.</summary>
    public static void SumOfSquares(ArrayView<float> values, ArrayView<double> partials)
    {
        double sum = 0;
        for (int i = Threads.Element * 4; i < values.IntLength; i += Grid.DimX * GroupSize * 4)
        {
            F4 four = F4.At(values, i);
            sum += Square(four.X) + Square(four.Y) + (Square(four.Z) + Square(four.W));
        }

        sum = GroupSum(sum);
        if (Group.IdxX == 0)
        {
            partials[Grid.IdxX] = sum;
        }
    }

    /// <summary>Adds up the groups' parts and, but for the first range, the sum before; and says by what gradients of that norm are multiplied:
    /// min(1, limit / (share·√Σ g² + 10⁻⁶)).</summary>
    public static void SumOfPartials(ArrayView<double> partials, int count, int isFirst, double limit, double share)
    {
        double sum = GroupSum(Group.IdxX < count ? partials[Group.IdxX] : 0);
        if (Group.IdxX == 0)
        {
            sum += isFirst != 0 ? 0 : partials[GroupSize];
            double factor = limit / (share * Math.Sqrt(sum) + 1e-6);
            partials[GroupSize] = sum;
            partials[GroupSize + 1] = factor >= 1 ? 1 : factor; // What is no number stays none, for the loss to tell.
        }
    }

    /// <summary>g *= factor. A thread has four.</summary>
    public static void Clip(ArrayView<float> gradients, ArrayView<double> partials)
    {
        int i = Threads.Element * 4;
        if (i < gradients.IntLength)
        {
            F4.Put(gradients, i, F4.Times(F4.At(gradients, i), (float)partials[GroupSize + 1]));
        }
    }

    private static double Square(double x) => x * x;

    private static double GroupSum(double value)
    {
        ArrayView<double> shared = SharedMemory.Allocate<double>(GroupSize);
        shared[Group.IdxX] = value;
        Group.Barrier();
        for (int half = GroupSize / 2; half > 0; half /= 2)
        {
            if (Group.IdxX < half)
            {
                shared[Group.IdxX] += shared[Group.IdxX + half];
            }

            Group.Barrier();
        }

        return shared[0];
    }
}
