using ILGPU.Runtime;

namespace ILGPU.StandIn;

internal sealed unsafe class Fill : Work
{
    private readonly ArrayView<byte> view;
    private readonly byte value;
    private readonly MemoryBuffer buffer;

    public Fill(ArrayView<byte> view, byte value)
    {
        (this.view, this.value) = (view, value);
        buffer = view.Buffer;
        buffer.Accelerator.Counters.Fills++;
    }

    public override void Run()
    {
        if (buffer.Accelerator.Checks.Races)
            Shadow.Transfer(view, buffer, this, isWrite: true);
        new Span<byte>(view.Start, checked((int)view.Length)).Fill(value);
    }
}

/// <summary>A copy between two ranges, of which at least one is of the device.</summary>
internal sealed unsafe class Copy : Work
{
    private readonly ArrayView<byte> source, target;
    private readonly MemoryBuffer? from, to;

    public Copy(ArrayView<byte> source, ArrayView<byte> target, long bytes)
    {
        this.source = source.SubView(0, bytes);
        this.target = target.SubView(0, bytes);
        (from, to) = (Device(source), Device(target));
        var counters = ((from ?? to) ?? throw new ArgumentException("Neither end of the copy is memory of a device.")).Accelerator.Counters;
        if (from is null)
            counters.CopiesToDevice++;
        else if (to is null)
            counters.CopiesToHost++;
        else
            counters.CopiesOnDevice++;
    }

    public override void Run()
    {
        if (from is { Accelerator.Checks.Races: true })
            Shadow.Transfer(source, from, this, isWrite: false);
        if (to is { Accelerator.Checks.Races: true })
            Shadow.Transfer(target, to, this, isWrite: true);
        Buffer.MemoryCopy(source.Start, target.Start, target.Length, source.Length);
    }

    private static MemoryBuffer? Device(ArrayView<byte> view) => Memory.Find((nint)view.Start) is { IsHost: false } buffer ? buffer : null;
}
