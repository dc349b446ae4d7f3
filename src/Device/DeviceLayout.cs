using System;

namespace CompiledNets.Accelerated;

/// <summary>Where the slots of a role lie on the device: each begins on 256 bytes, so that 128-bit loads find it aligned. The host packs
/// them without gaps.</summary>
internal sealed class DeviceLayout
{
    /// <summary>Floats to which slots are aligned: what the generator's offsets count with.</summary>
    private const int Alignment = 64;

    private readonly (int Host, int Device, int Length)[] slots;

    public DeviceLayout(NetworkLayout layout, SlotRole role)
    {
        int count = 0, next = 0;
        slots = new (int, int, int)[layout.Slots.Length];
        foreach (TensorSlot slot in layout.Slots)
        {
            if (slot.Role == role)
            {
                slots[count++] = (slot.Offset, next, slot.Length);
                next = checked(next + Rounded(slot.Length));
            }
        }

        Array.Resize(ref slots, count);
        Length = Math.Max(next, Alignment);
    }

    /// <summary>Floats in all, gaps counted.</summary>
    public int Length { get; }

    /// <summary>The device's range of whole slots that the host keeps at <paramref name="start"/>, up to where another slot could begin: a multiple of
    /// four floats. The gaps within hold zeros.</summary>
    public (int Start, int Length) RangeOf(int start, int length)
    {
        int first = Array.FindIndex(slots, slot => slot.Host == start);
        int last = Array.FindIndex(slots, slot => slot.Host + slot.Length == start + length && slot.Length > 0);
        if (first < 0 || last < first)
        {
            throw new ArgumentException($"{start} to {start + length} are no whole slots.");
        }

        return (slots[first].Device, Rounded(slots[last].Device + slots[last].Length) - slots[first].Device);
    }

    public void Spread(ReadOnlySpan<float> host, Span<float> device)
    {
        device.Clear();
        foreach ((int from, int to, int length) in slots)
        {
            host.Slice(from, length).CopyTo(device[to..]);
        }
    }

    public void Gather(ReadOnlySpan<float> device, Span<float> host)
    {
        foreach ((int to, int from, int length) in slots)
        {
            device.Slice(from, length).CopyTo(host[to..]);
        }
    }

    private static int Rounded(int length) => (length + Alignment - 1) / Alignment * Alignment;
}
