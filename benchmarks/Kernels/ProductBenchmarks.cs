using BenchmarkDotNet.Attributes;
using CompiledNets.Kernels;

namespace CompiledNets.Benchmarks.Kernels;

/// <summary>Matrix products of the sizes that the workloads have: 2·m·n·k operations each.</summary>
public class ProductBenchmarks
{
    private float[] a = [], b = [], c = [];

    /// <summary>Rows, columns and depth.</summary>
    [Params("1024x1024x1024", "2048x512x128", "64x128x784", "32x512x128", "2708x16x2708")]
    public string Size { get; set; } = "";

    /// <summary>Threads that share the work.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    private int M { get; set; }

    private int N { get; set; }

    private int K { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        WorkPool.Threads = Threads;
        int[] sizes = Array.ConvertAll(Size.Split('x'), int.Parse);
        (M, N, K) = (sizes[0], sizes[1], sizes[2]);
        (a, b, c) = (Values.Of(M * K), Values.Of(K * N), new float[M * N]);
    }

    /// <summary>A·B: input gradients.</summary>
    [Benchmark]
    public void NN() => Gemm.NN(M, N, K, a, b, c, accumulate: false);

    /// <summary>A·Bᵀ: dense layers.</summary>
    [Benchmark]
    public void NT() => Gemm.NT(M, N, K, a, b, c, accumulate: false);

    /// <summary>Aᵀ·B: weight gradients.</summary>
    [Benchmark]
    public void TN() => Gemm.TN(M, N, K, a, b, c, accumulate: false);
}
