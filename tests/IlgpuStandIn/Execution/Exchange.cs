namespace ILGPU.StandIn;

/// <summary>What lanes tell each other when they meet: each puts its value before, and takes what it asked for after.</summary>
internal static unsafe class Exchange
{
    public static void PutGroup<T>(T value, int operand, Lane* lane) where T : unmanaged => Put(value, operand, lane, lane->GroupParity);

    public static void PutVote(bool value, Lane* lane) => Put(value ? 1 : 0, 0, lane, lane->GroupParity);

    public static void PutWarp<T>(T value, int operand, Lane* lane) where T : unmanaged => Put(value, operand, lane, 2 + lane->WarpParity);

    public static T GroupBroadcast<T>(Lane* lane) where T : unmanaged
    {
        var value = *(T*)Slot(lane->At(lane->Operand), lane->GroupParity);
        lane->GroupParity ^= 1;
        return value;
    }

    public static int BarrierPopCount(Lane* lane)
    {
        var count = 0;
        for (var i = 0; i < lane->GroupDim.Size; i++)
            count += *(int*)Slot(lane->At(i), lane->GroupParity);
        lane->GroupParity ^= 1;
        return count;
    }

    public static bool BarrierAnd(Lane* lane) => BarrierPopCount(lane) == lane->GroupDim.Size;

    public static bool BarrierOr(Lane* lane) => BarrierPopCount(lane) > 0;

    public static T Shuffle<T>(Lane* lane) where T : unmanaged => Take<T>(lane, lane->Operand);

    public static T WarpBroadcast<T>(Lane* lane) where T : unmanaged => Take<T>(lane, lane->Operand);

    public static T ShuffleDown<T>(Lane* lane) where T : unmanaged => Take<T>(lane, lane->Linear % lane->WarpSize + lane->Operand);

    public static T ShuffleUp<T>(Lane* lane) where T : unmanaged => Take<T>(lane, lane->Linear % lane->WarpSize - lane->Operand);

    public static T ShuffleXor<T>(Lane* lane) where T : unmanaged => Take<T>(lane, lane->Linear % lane->WarpSize ^ lane->Operand);

    /// <summary>The value of a lane of the warp, or one's own where the warp has no such lane.</summary>
    private static T Take<T>(Lane* lane, int source) where T : unmanaged
    {
        var first = lane->Linear / lane->WarpSize * lane->WarpSize;
        var inWarp = Math.Min(lane->WarpSize, lane->GroupDim.Size - first);
        var from = source >= 0 && source < inWarp ? lane->At(first + source) : lane;
        var value = *(T*)Slot(from, 2 + lane->WarpParity);
        lane->WarpParity ^= 1;
        return value;
    }

    private static void Put<T>(T value, int operand, Lane* lane, int slot) where T : unmanaged
    {
        if (sizeof(T) > Lane.SlotBytes)
            throw Fault.New($"an exchange of {typeof(T).Name}, which has more than {Lane.SlotBytes} bytes");
        *(T*)Slot(lane, slot) = value;
        lane->Operand = operand;
    }

    private static byte* Slot(Lane* lane, int index) => lane->Slots + index * Lane.SlotBytes;
}
