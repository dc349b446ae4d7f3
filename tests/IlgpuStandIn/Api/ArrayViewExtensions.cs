using System.Runtime.InteropServices;
using ILGPU.StandIn;

namespace ILGPU.Runtime;

/// <summary>
/// Copies and fills, in the order of their stream. Those with host spans and arrays end when they are done; those with page-locked
/// arrays and between buffers go on while the host does.
/// </summary>
public static unsafe class ArrayViewExtensions
{
    // ---- filling
    public static void MemSetToZero<TView>(this TView view) where TView : IContiguousArrayView => view.MemSetToZero(view.Buffer.Accelerator.DefaultStream);

    public static void MemSetToZero<TView>(this TView view, AcceleratorStream stream) where TView : IContiguousArrayView =>
        Fill(view.AsRawArrayView(), stream, 0);

    public static void MemSetToZero<T>(this ArrayView1D<T, Stride1D.Dense> view) where T : unmanaged => view.BaseView.MemSetToZero();

    public static void MemSetToZero<T>(this ArrayView1D<T, Stride1D.Dense> view, AcceleratorStream stream) where T : unmanaged =>
        view.BaseView.MemSetToZero(stream);

    public static void MemSet<TView>(this TView view, AcceleratorStream stream, byte value) where TView : IContiguousArrayView =>
        Fill(view.AsRawArrayView(), stream, value);

    public static void MemSet<T>(this ArrayView1D<T, Stride1D.Dense> view, AcceleratorStream stream, byte value) where T : unmanaged =>
        view.BaseView.MemSet(stream, value);

    public static void MemSetToZero<T>(this MemoryBuffer<ArrayView1D<T, Stride1D.Dense>> buffer) where T : unmanaged => buffer.View.MemSetToZero();

    public static void MemSetToZero<T>(this MemoryBuffer<ArrayView1D<T, Stride1D.Dense>> buffer, AcceleratorStream stream) where T : unmanaged =>
        buffer.View.MemSetToZero(stream);

    // ---- between buffers
    public static void CopyTo<TView>(this TView source, in TView target) where TView : IContiguousArrayView =>
        source.CopyTo(source.Buffer.Accelerator.DefaultStream, target);

    public static void CopyTo<TView>(this TView source, AcceleratorStream stream, in TView target) where TView : IContiguousArrayView =>
        Copy(source.AsRawArrayView(), target.AsRawArrayView(), target.LengthInBytes, stream);

    public static void CopyFrom<TView>(this TView target, in TView source) where TView : IContiguousArrayView =>
        target.CopyFrom(target.Buffer.Accelerator.DefaultStream, source);

    public static void CopyFrom<TView>(this TView target, AcceleratorStream stream, in TView source) where TView : IContiguousArrayView =>
        Copy(source.AsRawArrayView(), target.AsRawArrayView(), source.LengthInBytes, stream);

    public static void CopyTo<T>(this ArrayView1D<T, Stride1D.Dense> source, ArrayView1D<T, Stride1D.Dense> target) where T : unmanaged =>
        source.BaseView.CopyTo(target.BaseView);

    public static void CopyTo<T>(this ArrayView1D<T, Stride1D.Dense> source, AcceleratorStream stream, in ArrayView1D<T, Stride1D.Dense> target)
        where T : unmanaged => source.BaseView.CopyTo(stream, target.BaseView);

    public static void CopyFrom<T>(this ArrayView1D<T, Stride1D.Dense> target, in ArrayView1D<T, Stride1D.Dense> source) where T : unmanaged =>
        target.BaseView.CopyFrom(source.BaseView);

    public static void CopyFrom<T>(this ArrayView1D<T, Stride1D.Dense> target, AcceleratorStream stream, in ArrayView1D<T, Stride1D.Dense> source)
        where T : unmanaged => target.BaseView.CopyFrom(stream, source.BaseView);

    // ---- host to device
    public static void CopyFromCPU<T, TView>(this TView target, in ReadOnlySpan<T> span)
        where TView : IContiguousArrayView<T> where T : unmanaged =>
        target.CopyFromCPU(target.Buffer.Accelerator.DefaultStream, span);

    public static void CopyFromCPU<T, TView>(this TView target, AcceleratorStream stream, in ReadOnlySpan<T> span)
        where TView : IContiguousArrayView<T> where T : unmanaged
    {
        fixed (T* source = span)
        {
            Copy(Host(source, span.Length), target.AsRawArrayView(), span.Length * (long)sizeof(T), stream);
            stream.Synchronize();
        }
    }

    public static void CopyFromCPU<T>(this ArrayView<T> view, T[] data) where T : unmanaged =>
        view.CopyFromCPU(view.Buffer.Accelerator.DefaultStream, data);

    public static void CopyFromCPU<T>(this ArrayView<T> view, AcceleratorStream stream, T[] data) where T : unmanaged =>
        view.CopyFromCPU(stream, new ReadOnlySpan<T>(data));

    public static void CopyFromCPU<T>(this ArrayView1D<T, Stride1D.Dense> view, T[] data) where T : unmanaged => view.BaseView.CopyFromCPU(data);

    public static void CopyFromCPU<T>(this ArrayView1D<T, Stride1D.Dense> view, AcceleratorStream stream, T[] data) where T : unmanaged =>
        view.BaseView.CopyFromCPU(stream, data);

    public static void CopyFromCPU<T>(this ArrayView1D<T, Stride1D.Dense> target, AcceleratorStream stream, in ReadOnlySpan<T> span)
        where T : unmanaged => target.BaseView.CopyFromCPU(stream, span);

    public static void CopyFromCPU<T>(this ArrayView1D<T, Stride1D.Dense> target, AcceleratorStream stream, ref T cpuData, long length)
        where T : unmanaged => target.BaseView.CopyFromCPU(stream, MemoryMarshal.CreateReadOnlySpan(ref cpuData, checked((int)length)));

    public static void CopyFromCPU<T>(this MemoryBuffer<ArrayView1D<T, Stride1D.Dense>> buffer, T[] data) where T : unmanaged =>
        buffer.View.CopyFromCPU(data);

    public static void CopyFromCPU<T>(this MemoryBuffer<ArrayView1D<T, Stride1D.Dense>> buffer, AcceleratorStream stream, T[] data)
        where T : unmanaged => buffer.View.CopyFromCPU(stream, data);

    // ---- device to host
    public static void CopyToCPU<T, TView>(this TView source, in Span<T> span) where TView : IContiguousArrayView<T> where T : unmanaged =>
        source.CopyToCPU(source.Buffer.Accelerator.DefaultStream, span);

    public static void CopyToCPU<T, TView>(this TView source, AcceleratorStream stream, in Span<T> span)
        where TView : IContiguousArrayView<T> where T : unmanaged
    {
        fixed (T* target = span)
        {
            Copy(source.AsRawArrayView(), Host(target, span.Length), span.Length * (long)sizeof(T), stream);
            stream.Synchronize();
        }
    }

    public static void CopyToCPU<T>(this ArrayView<T> view, T[] data) where T : unmanaged =>
        view.CopyToCPU(view.Buffer.Accelerator.DefaultStream, data);

    public static void CopyToCPU<T>(this ArrayView<T> view, AcceleratorStream stream, T[] data) where T : unmanaged =>
        view.CopyToCPU(stream, new Span<T>(data));

    public static void CopyToCPU<T>(this ArrayView1D<T, Stride1D.Dense> view, T[] data) where T : unmanaged => view.BaseView.CopyToCPU(data);

    public static void CopyToCPU<T>(this ArrayView1D<T, Stride1D.Dense> view, AcceleratorStream stream, T[] data) where T : unmanaged =>
        view.BaseView.CopyToCPU(stream, data);

    public static void CopyToCPU<T>(this ArrayView1D<T, Stride1D.Dense> source, AcceleratorStream stream, in Span<T> span) where T : unmanaged =>
        source.BaseView.CopyToCPU(stream, span);

    public static void CopyToCPU<T>(this ArrayView1D<T, Stride1D.Dense> source, AcceleratorStream stream, ref T cpuData, long length)
        where T : unmanaged => source.BaseView.CopyToCPU(stream, MemoryMarshal.CreateSpan(ref cpuData, checked((int)length)));

    public static void CopyToCPU<T>(this MemoryBuffer<ArrayView1D<T, Stride1D.Dense>> buffer, T[] data) where T : unmanaged =>
        buffer.View.CopyToCPU(data);

    public static void CopyToCPU<T>(this MemoryBuffer<ArrayView1D<T, Stride1D.Dense>> buffer, AcceleratorStream stream, T[] data)
        where T : unmanaged => buffer.View.CopyToCPU(stream, data);

    public static T[] GetAsArray1D<T>(this ArrayView1D<T, Stride1D.Dense> view) where T : unmanaged =>
        view.GetAsArray1D(view.BaseView.Buffer.Accelerator.DefaultStream);

    public static T[] GetAsArray1D<T>(this ArrayView1D<T, Stride1D.Dense> view, AcceleratorStream stream) where T : unmanaged
    {
        var data = new T[view.Length];
        view.CopyToCPU(stream, data);
        return data;
    }

    public static T[] GetAsArray1D<T>(this MemoryBuffer<ArrayView1D<T, Stride1D.Dense>> buffer) where T : unmanaged => buffer.View.GetAsArray1D();

    public static T[] GetAsArray1D<T>(this MemoryBuffer<ArrayView1D<T, Stride1D.Dense>> buffer, AcceleratorStream stream) where T : unmanaged =>
        buffer.View.GetAsArray1D(stream);

    // ---- page-locked memory: the host goes on
    public static void CopyFromPageLockedAsync<T, TView>(this TView target, PageLockedArray1D<T> pageLockedArray)
        where TView : IContiguousArrayView<T> where T : unmanaged =>
        target.CopyFromPageLockedAsync(target.Buffer.Accelerator.DefaultStream, pageLockedArray);

    public static void CopyFromPageLockedAsync<T, TView>(this TView target, AcceleratorStream stream, PageLockedArray1D<T> pageLockedArray)
        where TView : IContiguousArrayView<T> where T : unmanaged =>
        target.AsRawArrayView().CopyFrom(stream, pageLockedArray.ArrayView.AsRawArrayView());

    public static void CopyToPageLockedAsync<T, TView>(this TView source, PageLockedArray1D<T> pageLockedArray)
        where TView : IContiguousArrayView<T> where T : unmanaged =>
        source.CopyToPageLockedAsync(source.Buffer.Accelerator.DefaultStream, pageLockedArray);

    public static void CopyToPageLockedAsync<T, TView>(this TView source, AcceleratorStream stream, PageLockedArray1D<T> pageLockedArray)
        where TView : IContiguousArrayView<T> where T : unmanaged =>
        source.AsRawArrayView().CopyTo(stream, pageLockedArray.ArrayView.AsRawArrayView());

    public static void CopyFromPageLockedAsync<T>(this ArrayView1D<T, Stride1D.Dense> target, PageLockedArray1D<T> pageLockedArray)
        where T : unmanaged => target.BaseView.CopyFromPageLockedAsync(pageLockedArray);

    public static void CopyFromPageLockedAsync<T>(
        this ArrayView1D<T, Stride1D.Dense> target, AcceleratorStream stream, PageLockedArray1D<T> pageLockedArray) where T : unmanaged =>
        target.BaseView.CopyFromPageLockedAsync(stream, pageLockedArray);

    public static void CopyToPageLockedAsync<T>(this ArrayView1D<T, Stride1D.Dense> source, PageLockedArray1D<T> pageLockedArray)
        where T : unmanaged => source.BaseView.CopyToPageLockedAsync(pageLockedArray);

    public static void CopyToPageLockedAsync<T>(
        this ArrayView1D<T, Stride1D.Dense> source, AcceleratorStream stream, PageLockedArray1D<T> pageLockedArray) where T : unmanaged =>
        source.BaseView.CopyToPageLockedAsync(stream, pageLockedArray);

    // ---- views
    public static ArrayView<T> AsAligned<T>(this ArrayView<T> view, int alignmentInBytes) where T : unmanaged
    {
        if ((nint)view.Start % alignmentInBytes != 0)
            Fault.Unaligned((nint)view.Start, alignmentInBytes, typeof(T));
        return view;
    }

    public static ArrayView1D<T, Stride1D.Dense> AsAligned<T>(this ArrayView1D<T, Stride1D.Dense> view, int alignmentInBytes) where T : unmanaged =>
        view.BaseView.AsAligned(alignmentInBytes);

    public static MemoryBuffer1D<T, Stride1D.Dense> Allocate1D<T>(this Accelerator accelerator, T[] data) where T : unmanaged
    {
        var buffer = accelerator.Allocate1D<T>(data.Length);
        buffer.CopyFromCPU(data);
        return buffer;
    }

    private static void Fill(ArrayView<byte> view, AcceleratorStream stream, byte value)
    {
        if (view.Length > 0)
            stream.Add(new Fill(view, value));
    }

    /// <summary>ILGPU copies as many bytes as the target has (CopyTo) or as the source has (CopyFrom), whatever the other's length is.</summary>
    private static void Copy(ArrayView<byte> source, ArrayView<byte> target, long bytes, AcceleratorStream stream)
    {
        if (source.Length < bytes || target.Length < bytes)
            throw new ArgumentOutOfRangeException(
                nameof(bytes), $"A copy of {bytes} bytes from a view of {source.Length} bytes to a view of {target.Length} bytes.");
        if (bytes > 0)
            stream.Add(new Copy(source, target, bytes));
    }

    private static ArrayView<byte> Host<T>(T* start, int length) where T : unmanaged => new((byte*)start, length * (long)sizeof(T));
}
