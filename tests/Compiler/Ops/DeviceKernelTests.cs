using System.Reflection;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Tests.Ops;

/// <summary>Whatever runs on the processor runs on an accelerator.</summary>
public class DeviceKernelTests
{
    [Fact]
    public void EveryOpWithAKernel_HasOneForAccelerators() => Assert.Empty(
        typeof(Op).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Op)) && !type.IsAbstract && Writes(type, "EmitKernel", typeof(KernelText)))
            .Where(type => !typeof(IReadsPrepared).IsAssignableFrom(type) && !IsPreparing(type) && !Writes(type, "EmitDevice", typeof(DeviceKernel)))
            .Select(type => type.Name));

    // Plans of accelerators prepare nothing but the moments that the graph itself asks for.
    private static bool IsPreparing(Type type) => type.IsSubclassOf(typeof(PreparedOp)) && type != typeof(RunningMomentsOp);

    private static bool Writes(Type type, string method, Type text) =>
        type.GetMethod(method, BindingFlags.Public | BindingFlags.Instance, [text, typeof(Node)])!.DeclaringType != typeof(Op);
}
