using System.Diagnostics;
using System.Globalization;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace CompiledNets.Benchmarks.Gpu;

/// <summary>What was measured of a row.</summary>
/// <param name="Microseconds">Of a step: the median over blocks of steps, each waited for once; of a single step where that takes all the time.</param>
/// <param name="Steps">How many were timed.</param>
/// <param name="Launches">Kernels that a step starts.</param>
/// <param name="Bytes">Device memory that the network, its data and its optimiser take; negative where the device does not tell.</param>
internal sealed record Measurement(double Microseconds, int Steps, long Launches, long Bytes)
{
    private const int Blocks = 5;

    /// <summary>Times a row for so long.</summary>
    public static Measurement Of(string row, Accelerator device, double seconds)
    {
        long free = Free(device);
        using Contestant contestant = Contestants.Prepare(row, device);
        double cold = Run(contestant, 1); // Kernels are compiled when they first run.
        long launches = contestant.Launches;
        if (device.AcceleratorType == AcceleratorType.CPU && cold > seconds)
        {
            return new Measurement(cold * 1e6, 1, launches, -1); // Only to see that it runs: the next step takes as long.
        }

        double warm = Math.Max(Run(contestant, 1), 1e-6);
        launches = contestant.Launches - launches;
        long bytes = free < 0 ? -1 : free - Free(device);
        if (warm > seconds)
        {
            return new Measurement(warm * 1e6, 1, launches, bytes);
        }

        int steps = Math.Max(1, (int)(seconds / Blocks / warm));
        double[] blocks = [.. Enumerable.Range(0, Blocks).Select(_ => Run(contestant, steps) / steps).Order()];
        return new Measurement(blocks[Blocks / 2] * 1e6, Blocks * steps, launches, bytes);
    }

    /// <summary>One line of JSON.</summary>
    public string ToJson(string row) => string.Create(
        CultureInfo.InvariantCulture, $"{{\"row\": \"{row}\", \"us\": {Microseconds:0.###}, \"steps\": {Steps}, \"launches\": {Launches}, \"bytes\": {Bytes}}}");

    private static long Free(Accelerator device) => device is CudaAccelerator cuda ? cuda.GetFreeMemory() : -1;

    private static double Run(Contestant contestant, int steps)
    {
        contestant.Wait();
        long began = Stopwatch.GetTimestamp();
        for (int step = 0; step < steps; step++)
        {
            contestant.Step();
        }

        contestant.Wait();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
