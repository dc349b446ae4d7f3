using System.Runtime.InteropServices;

namespace CompiledNets.Kernels;

/// <summary>Which processor a thread runs on, and how it leaves it, where the system is Linux.</summary>
/// <remarks>Linux often wakes a thread on its waker's processor, though others are idle, and looks again at the next tick, milliseconds later.
/// A thread that was woken to help would only keep its caller from running.</remarks>
internal static unsafe class Processors
{
    /// <summary>Bytes of a set of 1024 processors, as <c>cpu_set_t</c> has them.</summary>
    private const int SetBytes = 128;

    private static readonly delegate* unmanaged<int> GetProcessor;
    private static readonly delegate* unmanaged<int, nuint, byte*, int> GetAffinity, SetAffinity;

    static Processors()
    {
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out nint libc)
            && NativeLibrary.TryGetExport(libc, "sched_getcpu", out nint processor)
            && NativeLibrary.TryGetExport(libc, "sched_getaffinity", out nint get)
            && NativeLibrary.TryGetExport(libc, "sched_setaffinity", out nint set))
        {
            GetProcessor = (delegate* unmanaged<int>)processor;
            GetAffinity = (delegate* unmanaged<int, nuint, byte*, int>)get;
            SetAffinity = (delegate* unmanaged<int, nuint, byte*, int>)set;
        }
    }

    /// <summary>The calling thread's processor; -1 where it is not known.</summary>
    public static int Current => GetProcessor == null ? -1 : GetProcessor();

    /// <summary>Moves the calling thread to another processor that it may use, if it is on this one. Later it may run anywhere, as before.</summary>
    public static void Leave(int processor)
    {
        if (processor < 0 || processor >= 8 * SetBytes || processor != Current)
        {
            return;
        }

        byte* all = stackalloc byte[SetBytes], others = stackalloc byte[SetBytes];
        if (GetAffinity(0, SetBytes, all) < 0)
        {
            return;
        }

        new ReadOnlySpan<byte>(all, SetBytes).CopyTo(new Span<byte>(others, SetBytes));
        others[processor / 8] &= (byte)~(1 << processor % 8);

        // Refused, and nothing changes, where no other is left.
        if (SetAffinity(0, SetBytes, others) == 0)
        {
            SetAffinity(0, SetBytes, all);
        }
    }
}
