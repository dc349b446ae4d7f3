using System.Runtime.InteropServices;

namespace ILGPU;

public interface IIndex
{
    long Size { get; }
}

[StructLayout(LayoutKind.Sequential)]
public readonly record struct Index1D(int X) : IIndex
{
    public static readonly Index1D Invalid = new(-1), Zero = new(0), One = new(1);

    public int Size => X;
    public long LongSize => X;
    long IIndex.Size => X;
    public LongIndex1D ToLongIndex() => new(X);
    public override string ToString() => $"({X})";

    public static implicit operator Index1D(int index) => new(index);
    public static implicit operator int(Index1D index) => index.X;
    public static implicit operator LongIndex1D(Index1D index) => new(index.X);
    public static Index1D operator +(Index1D a, Index1D b) => new(a.X + b.X);
    public static Index1D operator -(Index1D a, Index1D b) => new(a.X - b.X);
    public static Index1D operator *(Index1D a, Index1D b) => new(a.X * b.X);
    public static Index1D operator /(Index1D a, Index1D b) => new(a.X / b.X);
}

[StructLayout(LayoutKind.Sequential)]
public readonly record struct Index2D(int X, int Y) : IIndex
{
    public static readonly Index2D Zero = new(0, 0), One = new(1, 1);

    public int Size => checked(X * Y);
    public long LongSize => (long)X * Y;
    long IIndex.Size => LongSize;
    public override string ToString() => $"({X}, {Y})";

    public static implicit operator Index2D((int, int) values) => new(values.Item1, values.Item2);
    public static Index2D operator +(Index2D a, Index2D b) => new(a.X + b.X, a.Y + b.Y);
    public static Index2D operator -(Index2D a, Index2D b) => new(a.X - b.X, a.Y - b.Y);
}

[StructLayout(LayoutKind.Sequential)]
public readonly record struct Index3D(int X, int Y, int Z) : IIndex
{
    public static readonly Index3D Zero = new(0, 0, 0), One = new(1, 1, 1);

    public Index3D(Index2D xy, int z) : this(xy.X, xy.Y, z)
    {
    }

    public int Size => checked(X * Y * Z);
    public long LongSize => (long)X * Y * Z;
    long IIndex.Size => LongSize;
    public override string ToString() => $"({X}, {Y}, {Z})";

    public static implicit operator Index3D((int, int, int) values) => new(values.Item1, values.Item2, values.Item3);
    public static Index3D operator +(Index3D a, Index3D b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);
    public static Index3D operator -(Index3D a, Index3D b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);
}

[StructLayout(LayoutKind.Sequential)]
public readonly record struct LongIndex1D(long X) : IIndex
{
    public static readonly LongIndex1D Zero = new(0), One = new(1);

    public long Size => X;
    public Index1D ToIntIndex() => new(checked((int)X));
    public override string ToString() => $"({X})";

    public static implicit operator LongIndex1D(long index) => new(index);
    public static implicit operator long(LongIndex1D index) => index.X;
    public static explicit operator Index1D(LongIndex1D index) => index.ToIntIndex();
    public static LongIndex1D operator +(LongIndex1D a, LongIndex1D b) => new(a.X + b.X);
    public static LongIndex1D operator -(LongIndex1D a, LongIndex1D b) => new(a.X - b.X);
}
