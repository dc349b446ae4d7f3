using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using CompiledNets.Benchmarks.Kernels;

// dotnet run -c Release --project benchmarks/Kernels -- --filter *Product*
// In this process: the usual way builds another project, whose name would have to be the assembly's.
IConfig config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(ProductBenchmarks).Assembly).Run(args, config);
