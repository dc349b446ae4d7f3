using System.Reflection;
using CompiledNets.Kernels;

namespace CompiledNets.Tests.Products;

/// <summary>The JIT inlines so much into a method and no more. A kernel that is inlined into an emitted method leaves nothing for the loop that
/// follows it there, which then calls a function for each vector that it loads: several percent of a training step.</summary>
public sealed class OutOfLineTests
{
    [Theory]
    [InlineData(typeof(Gemm), nameof(Gemm.NN))]
    [InlineData(typeof(Gemm), nameof(Gemm.NT))]
    [InlineData(typeof(Gemm), nameof(Gemm.TN))]
    [InlineData(typeof(PackedGemm), nameof(PackedGemm.Run))]
    [InlineData(typeof(UnpackedGemm), nameof(UnpackedGemm.Run))]
    [InlineData(typeof(PackedConvolution), nameof(PackedConvolution.InputGradient))]
    [InlineData(typeof(PackedConvolution), nameof(PackedConvolution.ForwardPooled))]
    [InlineData(typeof(WinogradConvolution), nameof(WinogradConvolution.InputGradient))]
    [InlineData(typeof(Reduction), nameof(Reduction.SumRows))]
    [InlineData(typeof(Reduction), nameof(Reduction.SumChannels))]
    [InlineData(typeof(CrossEntropy), nameof(CrossEntropy.Forward))]
    [InlineData(typeof(CrossEntropy), nameof(CrossEntropy.Gradient))]
    public void KernelThatALoopMayFollow_IsACall(Type kernel, string name)
    {
        // Of several overloads, the others only pass on what they got.
        MethodInfo method = kernel.GetMethods().Where(method => method.Name == name).MaxBy(method => method.GetParameters().Length)!;

        Assert.True(method.MethodImplementationFlags.HasFlag(MethodImplAttributes.NoInlining), $"{kernel.Name}.{name} may be inlined.");
    }
}
