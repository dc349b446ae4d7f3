using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CompiledNets;

/// <summary>A fixed run of floats whose first element lies on a 64-byte boundary and never moves.</summary>
/// <remarks>The array is pinned by the collector's own heap for such arrays, so nothing has to be freed by hand.</remarks>
internal sealed class AlignedBuffer
{
    private const int Alignment = 64;
    private readonly float[] array;
    private readonly int start;

    public AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        array = GC.AllocateArray<float>(length + Alignment / sizeof(float), pinned: true);
        start = FloatsToBoundary(array);
        Length = length;
    }

    public int Length { get; }

    /// <summary>The same values on an accelerator, if the network runs there.</summary>
    public BufferMirror? Mirror { get; set; }

    /// <summary>The values, to read.</summary>
    public ReadOnlySpan<float> Values
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            Mirror?.Fetch();
            return Raw;
        }
    }

    /// <summary>The values, to change.</summary>
    public Span<float> Span
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            Mirror?.FetchToChange();
            return Raw;
        }
    }

    /// <summary>The host's memory, whatever lies in it.</summary>
    /// <remarks>Entry points ask for several of them at each call; the constructor has checked start and length.</remarks>
    public Span<float> Raw
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array), start), Length);
    }

    private static unsafe int FloatsToBoundary(float[] pinned)
    {
        nuint address = (nuint)Unsafe.AsPointer(ref pinned[0]);
        return (int)((Alignment - address % Alignment) % Alignment / sizeof(float));
    }
}
