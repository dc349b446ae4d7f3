using System.Runtime.CompilerServices;
using ILGPU.Runtime;
using ILGPU.StandIn;

namespace ILGPU;

public interface IArrayView
{
    MemoryBuffer Buffer { get; }
    int ElementSize { get; }
    long Length { get; }
    long LengthInBytes { get; }
    bool IsValid { get; }
}

public interface IContiguousArrayView : IArrayView
{
    long Index { get; }
    long IndexInBytes { get; }
    ArrayView<byte> AsRawArrayView();
}

public interface IContiguousArrayView<T> : IContiguousArrayView where T : unmanaged;

/// <summary>Elements of device memory. Every access is checked; <see cref="Cast{TOther}"/> checks alignment too.</summary>
public readonly unsafe struct ArrayView<T> : IContiguousArrayView<T> where T : unmanaged
{
    public static readonly int ElementSize = sizeof(T);
    public static readonly ArrayView<T> Empty;

    internal readonly T* Start;

    internal ArrayView(T* start, long length)
    {
        Start = start;
        Length = length;
    }

    public long Length { get; }
    public int IntLength => checked((int)Length);
    public long LengthInBytes => Length * sizeof(T);
    public LongIndex1D Extent => new(Length);
    public Index1D IntExtent => new(IntLength);
    public bool IsValid => Start != null;
    public MemoryBuffer Buffer => Memory.Owner((nint)Start);
    public long IndexInBytes => (nint)Start - Buffer.NativePtr;
    public long Index => IndexInBytes / sizeof(T);
    int IArrayView.ElementSize => sizeof(T);

    public ref T this[Index1D index] => ref this[(long)index.X];
    public ref T this[LongIndex1D index] => ref this[index.X];
    public ref T this[int index] => ref this[(long)index];

    public ref T this[long index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((ulong)index >= (ulong)Length)
                Fault.OutOfBounds((nint)Start, Length, index, typeof(T));
            return ref Start[index];
        }
    }

    public ArrayView<T> SubView(long index) => SubView(index, Length - index);
    public ArrayView<T> SubView(int index, int subViewLength) => SubView((long)index, subViewLength);

    public ArrayView<T> SubView(long index, long subViewLength)
    {
        if (index < 0 || subViewLength < 0 || index + subViewLength > Length)
            Fault.SubViewOutOfBounds((nint)Start, Length, index, subViewLength, typeof(T));
        return new ArrayView<T>(Start + index, subViewLength);
    }

    public ArrayView<TOther> Cast<TOther>() where TOther : unmanaged
    {
        if ((nint)Start % Alignment.Of<TOther>() != 0)
            Fault.UnalignedCast((nint)Start, typeof(T), typeof(TOther));
        return new ArrayView<TOther>((TOther*)Start, LengthInBytes / sizeof(TOther));
    }

    public ArrayView<byte> AsRawArrayView() => new((byte*)Start, LengthInBytes);
    public override string ToString() => $"{typeof(T).Name}[{Length}]";

    public static implicit operator ArrayView1D<T, Stride1D.Dense>(ArrayView<T> view) => new(view, view.Extent, default);
    public static implicit operator ArrayView<T>(ArrayView1D<T, Stride1D.Dense> view) => view.BaseView;
}
