using System.Runtime.InteropServices;
using ILGPU.Runtime;

namespace ILGPU.StandIn;

/// <summary>Who owns an address. Buffers begin at multiples of 256 bytes, as CUDA's do.</summary>
internal static unsafe class Memory
{
    public const int BufferAlignment = 256;

    private static readonly ReaderWriterLockSlim gate = new();
    private static readonly SortedList<nint, MemoryBuffer> buffers = [];

    /// <summary>Memory for a buffer whose address is not yet known.</summary>
    public static nint Allocate(MemoryBuffer buffer)
    {
        var accelerator = buffer.Accelerator;
        accelerator.ThrowIfLost();
        var bytes = Math.Max(buffer.LengthInBytes, 1);
        var counters = accelerator.Counters;
        lock (counters)
        {
            var limit = accelerator.Faults.MemoryLimit >= 0 ? accelerator.Faults.MemoryLimit : accelerator.MemorySize;
            if (counters.BytesAllocated + bytes > limit)
                throw accelerator.Error($"out of memory: {bytes} bytes asked, {counters.BytesAllocated} of {limit} in use");
            counters.Allocations++;
            counters.BytesAllocated += buffer.LengthInBytes;
            counters.BytesAllocatedAtMost = Math.Max(counters.BytesAllocatedAtMost, counters.BytesAllocated);
        }
        var start = NativeMemory.AlignedAlloc((nuint)bytes, BufferAlignment);
        NativeMemory.Fill(start, (nuint)bytes, 0xFF);
        Register(buffer, (nint)start);
        return (nint)start;
    }

    public static void Register(MemoryBuffer buffer, nint start)
    {
        gate.EnterWriteLock();
        try
        {
            buffers.Add(start, buffer);
        }
        finally
        {
            gate.ExitWriteLock();
        }
    }

    public static void Free(MemoryBuffer buffer)
    {
        gate.EnterWriteLock();
        buffers.Remove(buffer.NativePtr);
        gate.ExitWriteLock();
        if (buffer.IsHost)
            return;
        lock (buffer.Accelerator.Counters)
            buffer.Accelerator.Counters.BytesAllocated -= buffer.LengthInBytes;
        NativeMemory.AlignedFree((void*)buffer.NativePtr);
    }

    /// <summary>The buffer that holds the address, or null.</summary>
    public static MemoryBuffer? Find(nint address)
    {
        gate.EnterReadLock();
        try
        {
            var (low, high) = (0, buffers.Count - 1);
            while (low <= high)
            {
                var middle = (low + high) / 2;
                if (buffers.GetKeyAtIndex(middle) <= address)
                    low = middle + 1;
                else
                    high = middle - 1;
            }
            if (high < 0)
                return null;
            var buffer = buffers.GetValueAtIndex(high);
            return address <= buffers.GetKeyAtIndex(high) + buffer.LengthInBytes ? buffer : null;
        }
        finally
        {
            gate.ExitReadLock();
        }
    }

    public static MemoryBuffer Owner(nint address) =>
        Find(address) ?? throw new ObjectDisposedException(nameof(MemoryBuffer), "The buffer of this view was disposed, or it is no view of a buffer.");
}
