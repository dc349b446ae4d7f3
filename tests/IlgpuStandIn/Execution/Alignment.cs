namespace ILGPU.StandIn;

internal static unsafe class Alignment
{
    /// <summary>What an access of a whole T needs: the largest power of two in its size, 16 bytes at most (the widest access of a device).</summary>
    public static int Of<T>() where T : unmanaged => Math.Min(16, sizeof(T) & -sizeof(T));

    public static int Up(int offset, int alignment) => (offset + alignment - 1) & -alignment;
}
