using ILGPU.Runtime;

namespace ILGPU.StandIn;

internal sealed unsafe class Fill : IWork
{
    private readonly ArrayView<byte> view;
    private readonly byte value;

    public Fill(ArrayView<byte> view, byte value)
    {
        (this.view, this.value) = (view, value);
        view.Buffer.Accelerator.Counters.Fills++;
    }

    public void Run() => new Span<byte>(view.Start, checked((int)view.Length)).Fill(value);
}

/// <summary>A copy between two ranges, of which at least one is of the device.</summary>
internal sealed unsafe class Copy : IWork
{
    private readonly ArrayView<byte> source, target;
    private readonly long bytes;

    public Copy(ArrayView<byte> source, ArrayView<byte> target, long bytes)
    {
        (this.source, this.target, this.bytes) = (source, target, bytes);
        var (from, to) = (Device(source), Device(target));
        var counters = ((from ?? to) ?? throw new ArgumentException("Neither end of the copy is memory of a device.")).Counters;
        if (from is null)
            counters.CopiesToDevice++;
        else if (to is null)
            counters.CopiesToHost++;
        else
            counters.CopiesOnDevice++;
    }

    public void Run() => Buffer.MemoryCopy(source.Start, target.Start, bytes, bytes);

    private static Accelerator? Device(ArrayView<byte> view) =>
        Memory.Find((nint)view.Start) is { IsHost: false } buffer ? buffer.Accelerator : null;
}
