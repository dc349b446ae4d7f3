namespace ILGPU
{
    public interface IStride1D
    {
        int XStride { get; }
    }

    public static class Stride1D
    {
        public readonly struct Dense : IStride1D
        {
            public int XStride => 1;
        }
    }
}

namespace ILGPU.Runtime
{
    /// <summary>What host code holds of a buffer; kernels take the <see cref="ArrayView{T}"/> that it converts to.</summary>
    public readonly struct ArrayView1D<T, TStride> : IArrayView
        where T : unmanaged
        where TStride : struct, IStride1D
    {
        public ArrayView1D(ArrayView<T> baseView, LongIndex1D extent, TStride stride) =>
            (BaseView, Extent, Stride) = (baseView, extent, stride);

        public ArrayView<T> BaseView { get; }
        public LongIndex1D Extent { get; }
        public TStride Stride { get; }
        public Index1D IntExtent => Extent.ToIntIndex();
        public long Length => Extent.X;
        public int IntLength => checked((int)Length);
        public long LengthInBytes => BaseView.LengthInBytes;
        public bool IsValid => BaseView.IsValid;
        MemoryBuffer IArrayView.Buffer => BaseView.Buffer;
        int IArrayView.ElementSize => ArrayView<T>.ElementSize;

        public ref T this[Index1D index] => ref BaseView[index];
        public ref T this[LongIndex1D index] => ref BaseView[index];

        public ArrayView1D<T, TStride> SubView(Index1D index, Index1D extent) => SubView((LongIndex1D)index, extent);

        public ArrayView1D<T, TStride> SubView(LongIndex1D index, LongIndex1D extent) =>
            new(BaseView.SubView(index.X, extent.X), extent, Stride);

        public ArrayView<T> AsContiguous() => BaseView;
        public override string ToString() => BaseView.ToString();
    }
}
