using System.Reflection;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;

namespace CompiledNets.Benchmarks.Ptx;

/// <summary>Compiles kernels to PTX as ILGPU does before a driver sees them.</summary>
internal sealed class PtxCompiler(CudaArchitecture architecture) : IDisposable
{
    private Context context = NewContext();

    /// <summary>The kernel's text, or why there is none.</summary>
    public (Listing? Listing, string? Failure) Compile(MethodInfo kernel)
    {
        try
        {
            using var backend = new PTXBackend(context, architecture, CudaInstructionSet.ISA_80, null!);
            var compiled = (PTXCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(kernel), default);
            return (new Listing(compiled.PTXAssembly), null);
        }
        catch (Exception exception) when (exception is InternalCompilerException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            // A context in which a kernel failed compiles none any more.
            context.Dispose();
            context = NewContext();
            return (null, exception.GetBaseException().Message.ReplaceLineEndings(" "));
        }
    }

    public void Dispose() => context.Dispose();

    private static Context NewContext() => Context.Create(builder => builder.Optimize(OptimizationLevel.O2).CPU());
}
