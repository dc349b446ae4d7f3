using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>What the poolings share: one value for each window of each channel, (channels, h, w) to (channels, h', w'). Sequences are
/// images of height 1.</summary>
internal abstract class PoolDefinition : Definition
{
    protected virtual Window Window(Call call) => Ops.Window.OfPooling(call);

    protected abstract Op Op(Window window);

    public override Node? Build(Call call)
    {
        Window window = Window(call);
        if (!window.Checks(call) || call.Failed)
        {
            return null;
        }

        Node y = call.Add(Op(window), call.Reshape(call.Input, window.ImageOf(call.Input.Shape)));
        return call.Reshape(y, window.ShapeOf(y.Shape));
    }
}

internal static class Pool2D
{
    /// <summary>The pooling's extents as a device kernel builds them, of constants.</summary>
    public static string DeviceShape(Window window, Shape image) => "new global::CompiledNets.Kernels.Pool2DShape" + window.PoolText(image).Substring("new".Length);

    /// <summary>The field of the emitted code that holds the pooling's extents.</summary>
    public static string SharedShape(KernelText kernel, Window window, Shape image) =>
        kernel.Shared("Pool2DShape", "Shape", window.PoolText(image));

    /// <summary>One operation for each value of each window.</summary>
    public static long Cost(Window window, Shape output) => (long)output.Size * window.Height * window.Width;
}
