using System.Reflection;
using System.Runtime.CompilerServices;

namespace ILGPU.StandIn;

/// <summary>How arguments lie in their block, and how a thread's index is made.</summary>
internal static unsafe class Layout
{
    private static readonly MethodInfo sizeOf = typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!;

    public static int SizeOf(Type type) => (int)sizeOf.MakeGenericMethod(type.IsEnum ? Enum.GetUnderlyingType(type) : type).Invoke(null, null)!;

    public static int Slot(Type type) => Alignment.Up(SizeOf(type), 16);

    /// <summary>The index of a thread of a kernel without groups.</summary>
    public static T Index<T>(Lane* lane) where T : struct
    {
        var linear = (long)lane->Grid.X * lane->GroupDim.X + lane->Linear;
        var extent = lane->Extent;
        if (typeof(T) == typeof(Index1D))
            return (T)(object)new Index1D((int)linear);
        if (typeof(T) == typeof(LongIndex1D))
            return (T)(object)new LongIndex1D(linear);
        var (x, rest) = ((int)(linear % extent.X), (int)(linear / extent.X));
        if (typeof(T) == typeof(Index2D))
            return (T)(object)new Index2D(x, rest);
        if (typeof(T) == typeof(Index3D))
            return (T)(object)new Index3D(x, rest % extent.Y, rest / extent.Y);
        throw new NotSupportedException($"A kernel over {typeof(T)}.");
    }
}
