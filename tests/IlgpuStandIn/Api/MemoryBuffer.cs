using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU.StandIn;

namespace ILGPU.Runtime;

/// <summary>Device memory. What it holds before the first write are NaNs and minus ones, so that reading it shows.</summary>
public abstract unsafe class MemoryBuffer : IDisposable
{
    private readonly Lock gate = new();
    private Cell* cells;

    private protected MemoryBuffer(Accelerator accelerator, long length, int elementSize)
    {
        Accelerator = accelerator;
        Length = length;
        ElementSize = elementSize;
        NativePtr = Memory.Allocate(this);
    }

    /// <summary>A name for pinned memory of the host.</summary>
    private protected MemoryBuffer(Accelerator accelerator, nint pinned, long length, int elementSize)
    {
        Accelerator = accelerator;
        Length = length;
        ElementSize = elementSize;
        NativePtr = pinned;
        IsHost = true;
        Memory.Register(this, pinned);
    }

    internal bool IsHost { get; }

    /// <summary>Who was where in this memory; made when first asked for.</summary>
    internal Cell* Cells
    {
        get
        {
            lock (gate)
                return cells != null ? cells : cells = (Cell*)NativeMemory.AllocZeroed((nuint)(LengthInBytes / sizeof(int) + 4), (nuint)sizeof(Cell));
        }
    }

    public Accelerator Accelerator { get; }
    public nint NativePtr { get; private set; }
    public long Length { get; }
    public int ElementSize { get; }
    public long LengthInBytes => Length * ElementSize;
    public bool IsDisposed => NativePtr == 0;

    public void Dispose()
    {
        if (IsDisposed)
            return;
        Accelerator.Drain();
        Memory.Free(this);
        NativeMemory.Free(cells);
        NativePtr = 0;
        GC.SuppressFinalize(this);
    }
}

public abstract class MemoryBuffer<TView> : MemoryBuffer where TView : struct, IArrayView
{
    private protected MemoryBuffer(Accelerator accelerator, long length, int elementSize) : base(accelerator, length, elementSize)
    {
    }

    public TView View { get; private protected init; }
    public bool IsValid => !IsDisposed;
    public TView ToArrayView() => View;

    public static implicit operator TView(MemoryBuffer<TView> buffer) => buffer.View;
}

public sealed class MemoryBuffer1D<T, TStride> : MemoryBuffer<ArrayView1D<T, TStride>>
    where T : unmanaged
    where TStride : struct, IStride1D
{
    internal unsafe MemoryBuffer1D(Accelerator accelerator, long length) : base(accelerator, length, sizeof(T)) =>
        View = new ArrayView1D<T, TStride>(new ArrayView<T>((T*)NativePtr, length), length, default);

    public LongIndex1D Extent => View.Extent;
    public Index1D IntExtent => View.IntExtent;
    public ArrayView<T> AsContiguous() => View.BaseView;

    public static explicit operator ArrayView<T>(MemoryBuffer1D<T, TStride> buffer) => buffer.AsContiguous();
}

/// <summary>Host memory that copies of a stream may read or write while the host goes on.</summary>
public sealed unsafe class PageLockedArray1D<T> : IDisposable where T : unmanaged
{
    private readonly T[] array;
    private readonly HostBuffer buffer;

    internal PageLockedArray1D(Accelerator accelerator, LongIndex1D extent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(extent.X);
        array = GC.AllocateArray<T>(checked((int)extent.X), pinned: true);
        var start = (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array));
        buffer = new HostBuffer(accelerator, array, (nint)start, array.Length, sizeof(T));
        ArrayView = new ArrayView<T>(start, array.Length);
    }

    public ArrayView<T> ArrayView { get; }
    public Span<T> Span => array;
    public long Length => array.Length;
    public LongIndex1D Extent => array.Length;
    public ref T this[int index] => ref array[index];
    public ref T this[long index] => ref array[index];
    public T[] GetArray() => array;
    public Span<T>.Enumerator GetEnumerator() => Span.GetEnumerator();
    public void Dispose() => buffer.Dispose();
}

internal sealed class HostBuffer : MemoryBuffer
{
    private readonly Array array; // Its address stays taken until it is freed.

    public HostBuffer(Accelerator accelerator, Array array, nint start, long length, int elementSize) : base(accelerator, start, length, elementSize) =>
        this.array = array;

    public override string ToString() => $"page-locked {array.GetType().Name} of {array.Length}";
}

public static class PageLockedArrayExtensions
{
    public static PageLockedArray1D<T> AllocatePageLocked1D<T>(this Accelerator accelerator, LongIndex1D extent) where T : unmanaged =>
        new(accelerator, extent);

    public static PageLockedArray1D<T> AllocatePageLocked1D<T>(this Accelerator accelerator, LongIndex1D extent, bool uninitialized)
        where T : unmanaged => new(accelerator, extent);
}
