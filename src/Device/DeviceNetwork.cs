using System;
using System.Collections.Generic;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace CompiledNets.Accelerated;

/// <summary>The memory of one network on one device, and the stream on which its kernels run in order.</summary>
internal sealed partial class DeviceNetwork : DeviceMemory, IDisposable
{
    private readonly Dictionary<(Type Operands, string Name), Delegate> kernels = new();
    private readonly List<IDisposable> owned = new();
    private readonly DeviceLayout parameterLayout, stateLayout;
    private readonly GrowingBuffer<float> workspace, scratch;
    private bool isDisposed;

    public DeviceNetwork(NetworkCore core, Accelerator accelerator)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        Accelerator = accelerator;
        Stream = accelerator.DefaultStream;
        parameterLayout = new DeviceLayout(core.Layout, SlotRole.Parameter);
        stateLayout = new DeviceLayout(core.Layout, SlotRole.State);
        try
        {
            workspace = Own(new GrowingBuffer<float>(accelerator, Stream, "activations"));
            scratch = Own(new GrowingBuffer<float>(accelerator, Stream, "partial sums"));
            uploads = Own(new Uploads(accelerator, Stream));
            gathered = Own(new Numbered<int>(accelerator, Stream, "inputs"));
            results = Own(new Numbered<float>(accelerator, Stream, "outputs"));
            intResults = Own(new Numbered<int>(accelerator, Stream, "outputs"));
            sequence = Own(new GrowingBuffer<int>(accelerator, Stream, "indexes"));
            waitingLosses = Own(new GrowingBuffer<float>(accelerator, Stream, "losses"));
            core.AttachTo(this);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Accelerator Accelerator { get; }

    /// <summary>Where kernels run, one after another.</summary>
    public AcceleratorStream Stream { get; }

    /// <summary>Whether products may round their factors to TensorFloat-32.</summary>
    public bool AllowsTensorFloat32 { get; set; }

    /// <summary>Whether they do: the device has cores for it.</summary>
    public bool UsesTensorFloat32 => AllowsTensorFloat32 && Accelerator is CudaAccelerator { Architecture.Major: >= 8 };

    /// <summary>Whether sums at indexes may be added atomically, in an order that differs from run to run.</summary>
    public bool AllowsAtomicSums { get; set; }

    /// <summary>Kernels that were started so far.</summary>
    public long Launches { get; private set; }

    /// <summary>A stored parameter; the offset is the device's.</summary>
    public ArrayView<float> ParametersAt(int offset, int length) => ((DeviceBuffer)Parameters).View.SubView(offset, length);

    /// <summary>A parameter's gradient.</summary>
    public ArrayView<float> GradientsAt(int offset, int length) => ((DeviceBuffer)Gradients).View.SubView(offset, length);

    /// <summary>A running statistic.</summary>
    public ArrayView<float> StateAt(int offset, int length) => ((DeviceBuffer)State).View.SubView(offset, length);

    /// <summary>Memory for the values of one call, whose kernels can start: its arguments are on the device.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The batch is too large for 32-bit indexes.</exception>
    public Workspace Workspace(int samples, int fixedFloats, int batchFloats)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples, "batch");
        long floats = fixedFloats + (long)samples * batchFloats;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(floats, int.MaxValue, "batch");
        uploads.Arrive();
        return new Workspace(workspace.View(Math.Max(floats, 1)), samples, fixedFloats);
    }

    /// <summary>Memory that a library call uses between its own kernels.</summary>
    public ArrayView<float> Scratch(long floats) => scratch.View(floats);

    /// <summary>A kernel of the library that is loaded once for the device.</summary>
    public TKernel Kernel<TKernel>(string name, Func<Accelerator, TKernel> load)
        where TKernel : Delegate => Kernel(typeof(DeviceNetwork), name, load);

    /// <summary>The same, over a network's operands or sizes. The key is no object: nothing is allocated for a launch.</summary>
    public TKernel Kernel<TKernel>(Type operands, string name, Func<Accelerator, TKernel> load)
        where TKernel : Delegate
    {
        if (!kernels.TryGetValue((operands, name), out Delegate? kernel))
        {
            kernel = Load(load);
            kernels.Add((operands, name), kernel);
        }

        return Counted((TKernel)kernel);
    }

    /// <summary>Notes that a kernel is about to be started.</summary>
    public TKernel Counted<TKernel>(TKernel kernel)
    {
        Launches++;
        return kernel;
    }

    /// <summary>Compiles a kernel for the device.</summary>
    public TKernel Load<TKernel>(Func<Accelerator, TKernel> load)
        where TKernel : Delegate
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        return load(Accelerator);
    }

    /// <summary>What is thrown of a kernel that could not be started.</summary>
    public Exception Failure(AcceleratorException cause) => new DeviceFailedException(Accelerator.Name, cause);

    /// <summary>Waits for everything that was started.</summary>
    public void Synchronize()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        DeviceErrors.Wait(Accelerator, Stream);
    }

    public void Dispose()
    {
        if (!isDisposed)
        {
            isDisposed = true;
            DeviceErrors.Free([.. owned]);
        }
    }

    protected override BufferMirror Allocate(SlotRole role) =>
        Own(new DeviceBuffer(Accelerator, Stream, role == SlotRole.Parameter ? parameterLayout : stateLayout));

    private T Own<T>(T resource)
        where T : IDisposable
    {
        owned.Add(resource);
        return resource;
    }
}

/// <summary>The values of one call: first those that the call has one of, then, for each of the others, all samples side by side.</summary>
internal readonly struct Workspace(ArrayView<float> all, int samples, int fixedFloats)
{
    public ArrayView<float> Fixed(int offset, int size) => all.SubView(offset, size);

    /// <param name="offset">Floats per sample before the value.</param>
    /// <param name="size">Floats of the value per sample.</param>
    public ArrayView<float> Batch(int offset, int size) => all.SubView(fixedFloats + offset * samples, size * samples);
}
