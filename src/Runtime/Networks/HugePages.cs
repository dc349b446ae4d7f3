using System.Runtime.InteropServices;

namespace CompiledNets;

/// <summary>Asks Linux to back large memory with pages of 2 MiB, where the machine leaves that to programs (<c>madvise</c>).</summary>
/// <remarks>A product reads operands row by row: of pages of 4 KiB, it would touch more than the processor keeps addresses of, and each look-up of another one waits
/// for the memory, on a virtual machine twice. It is advice: whoever does not take it, or has no such function, keeps small pages.</remarks>
internal static unsafe class HugePages
{
    /// <summary>Less than two pages would seldom hold a whole one.</summary>
    private const long LeastBytes = 4 << 20;

    private const int SmallPage = 4096, AdviseHugePages = 14;

    // In libc, which every process on Linux has loaded: int madvise(void *addr, size_t length, int advice).
    private static readonly delegate* unmanaged<void*, nuint, int, int> Advise = Find();

    /// <summary>Before the memory is first written to, since small pages stay where they are.</summary>
    public static void Ask(void* first, long bytes)
    {
        if (bytes < LeastBytes || Advise == null)
        {
            return;
        }

        nint start = ((nint)first + SmallPage - 1) & -SmallPage, end = (nint)((nint)first + bytes) & -SmallPage;
        _ = Advise((void*)start, (nuint)(end - start), AdviseHugePages);
    }

    private static delegate* unmanaged<void*, nuint, int, int> Find() =>
        OperatingSystem.IsLinux() && NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "madvise", out nint address)
            ? (delegate* unmanaged<void*, nuint, int, int>)address
            : null;
}
