using ILGPU.Runtime;
using ILGPU.StandIn;

namespace ILGPU;

/// <summary>The threads of this thread's group.</summary>
public static unsafe class Group
{
    public static int IdxX => Lane.Current->Group.X;
    public static int IdxY => Lane.Current->Group.Y;
    public static int IdxZ => Lane.Current->Group.Z;
    public static Index3D Index => Lane.Current->Group;
    public static int DimX => Lane.Current->GroupDim.X;
    public static int DimY => Lane.Current->GroupDim.Y;
    public static int DimZ => Lane.Current->GroupDim.Z;
    public static Index3D Dimension => Lane.Current->GroupDim;
    public static int LinearIndex => Lane.Current->Linear;
    public static bool IsFirstThread => LinearIndex == 0;
    public static bool IsLastThread => LinearIndex == Dimension.Size - 1;

    public static void Barrier() => Lane.OnlyInKernels();
    public static int BarrierPopCount(bool predicate) => Lane.OnlyInKernels<int>();
    public static bool BarrierAnd(bool predicate) => Lane.OnlyInKernels<bool>();
    public static bool BarrierOr(bool predicate) => Lane.OnlyInKernels<bool>();
    public static T Broadcast<T>(T value, int groupIndex) where T : unmanaged => Lane.OnlyInKernels<T>();
}

/// <summary>This thread's group among the groups of the launch.</summary>
public static unsafe class Grid
{
    public static int IdxX => Lane.Current->Grid.X;
    public static int IdxY => Lane.Current->Grid.Y;
    public static int IdxZ => Lane.Current->Grid.Z;
    public static Index3D Index => Lane.Current->Grid;
    public static int DimX => Lane.Current->GridDim.X;
    public static int DimY => Lane.Current->GridDim.Y;
    public static int DimZ => Lane.Current->GridDim.Z;
    public static Index3D Dimension => Lane.Current->GridDim;
    public static int LinearIndex => Index.X + DimX * (Index.Y + DimY * Index.Z);
    public static int GlobalLinearIndex => LinearIndex * Group.Dimension.Size + Group.LinearIndex;

    public static Index3D GlobalIndex => new(
        Index.X * Group.DimX + Group.IdxX, Index.Y * Group.DimY + Group.IdxY, Index.Z * Group.DimZ + Group.IdxZ);
}

/// <summary>Threads that run in step.</summary>
public static unsafe class Warp
{
    public static int WarpSize => Lane.Current->WarpSize;
    public static int LaneIdx => Lane.Current->Linear % WarpSize;
    public static int WarpIdx => Lane.Current->Linear / WarpSize;
    public static bool IsFirstLane => LaneIdx == 0;
    public static bool IsLastLane => LaneIdx == WarpSize - 1;

    public static void Barrier() => Lane.OnlyInKernels();
    public static T Shuffle<T>(T variable, int sourceLane) where T : unmanaged => Lane.OnlyInKernels<T>();
    public static T ShuffleDown<T>(T variable, int delta) where T : unmanaged => Lane.OnlyInKernels<T>();
    public static T ShuffleUp<T>(T variable, int delta) where T : unmanaged => Lane.OnlyInKernels<T>();
    public static T ShuffleXor<T>(T variable, int mask) where T : unmanaged => Lane.OnlyInKernels<T>();
    public static T Broadcast<T>(T value, int sourceLane) where T : unmanaged => Lane.OnlyInKernels<T>();
}

/// <summary>Memory of the group: 48 KiB at most. Filled with NaNs and minus ones before each group.</summary>
public static unsafe class SharedMemory
{
    public static ref T Allocate<T>() where T : unmanaged => ref Allocate<T>(1)[0];
    public static ArrayView<T> Allocate<T>(int extent) where T : unmanaged => Lane.Current->AllocateShared<T>(extent);
    public static ArrayView1D<T, Stride1D.Dense> Allocate1D<T>(Index1D extent) where T : unmanaged => Allocate<T>(extent.X);
    public static ArrayView<T> GetDynamic<T>() where T : unmanaged => Lane.Current->DynamicShared<T>();
}

/// <summary>Memory of the thread. Filled with NaNs and minus ones.</summary>
public static unsafe class LocalMemory
{
    public static ArrayView<T> Allocate<T>(int extent) where T : unmanaged => Lane.Current->AllocateLocal<T>(extent);
    public static ArrayView1D<T, Stride1D.Dense> Allocate1D<T>(Index1D extent) where T : unmanaged => Allocate<T>(extent.X);
}
