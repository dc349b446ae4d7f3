using BenchmarkDotNet.Attributes;
using CompiledNets.Kernels;

namespace CompiledNets.Benchmarks.Kernels;

/// <summary>What it costs to share work that is none.</summary>
public class ForkJoinBenchmarks
{
    [GlobalSetup]
    public void SetUp() => WorkPool.Threads = 2;

    /// <summary>One piece: stays on the caller.</summary>
    [Benchmark(Baseline = true)]
    public void OnePiece() => Run(1);

    /// <summary>A piece for each of two threads: there and back.</summary>
    [Benchmark]
    public void TwoPieces() => Run(2);

    private static void Run(int pieces)
    {
        var nothing = new Nothing();
        WorkPool.Run(ref nothing, pieces);
    }

    private struct Nothing : IPieces
    {
        public readonly void Run(int piece)
        {
        }
    }
}
