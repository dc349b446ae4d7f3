using System.Reflection;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace CompiledNets.Gpu.Tests;

/// <summary>The accelerator on which the tests' networks run: all of them on one, as in a program.</summary>
internal static class TestDevice
{
    /// <summary>Whether it is ILGPU's own CPU accelerator, where each barrier of 256 threads takes milliseconds: large networks take fewer steps then.</summary>
    public const bool IsSlow =
#if STANDIN
        false;
#else
        true;
#endif

    private static readonly Context Context = Context.Create(builder => builder.Optimize(OptimizationLevel.O2).CPU(new CPUDevice(32, 8, 1)));

    /// <summary>The device of all tests.</summary>
    public static Accelerator Accelerator { get; } = Context.Devices[0].CreateAccelerator(Context);

    /// <summary>The same for networks of a sample's size, for which the stand-in does not watch each access for races.</summary>
    private static readonly Lazy<Accelerator> UnwatchedAccelerator = new(() =>
    {
        Accelerator accelerator = Context.Devices[0].CreateAccelerator(Context);
#if STANDIN
        accelerator.Checks.Races = false;
#endif
        return accelerator;
    });

    /// <inheritdoc cref="UnwatchedAccelerator"/>
    public static Accelerator Unwatched => UnwatchedAccelerator.Value;

    /// <summary>The network, moved there.</summary>
    public static INetwork Move(INetwork network) => Move(network, Accelerator);

    /// <summary>The network, moved to another accelerator.</summary>
    public static INetwork Move(INetwork network, Accelerator accelerator)
    {
        MethodInfo move = network.GetType().GetMethod("ToAccelerator")
            ?? throw new InvalidOperationException($"{network.GetType().Name} has no device side.");
        return (INetwork)move.Invoke(network, BindingFlags.DoNotWrapExceptions, binder: null, [accelerator], culture: null)!;
    }
}
