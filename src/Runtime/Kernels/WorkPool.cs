using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>Work that was cut into numbered pieces, which may run in any order and on any thread.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPieces
{
    /// <summary>Does piece number <paramref name="piece"/>.</summary>
    void Run(int piece);
}

/// <summary>Runs the pieces of a computation on all cores.</summary>
/// <remarks>How work is cut never depends on <see cref="Threads"/>, so results do not either. One computation at a time
/// has the threads: a call made from inside a piece, or while another thread's call has them, runs on its caller alone.</remarks>
public static class WorkPool
{
    private static readonly ForkJoin Shared = new();
    private static int threads = Environment.ProcessorCount;

    /// <summary>How many threads share work, the caller included. Starts as the number of cores; 1 keeps all work on
    /// the caller. A change counts from the next call on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public static int Threads
    {
        get => Volatile.Read(ref threads);
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            Volatile.Write(ref threads, value);
        }
    }

    /// <summary>Runs pieces 0 to <paramref name="pieces"/> - 1 and returns when all are done.</summary>
    /// <remarks>Pieces that run at the same time share <paramref name="work"/>, so they must not write to its fields.
    /// When a piece throws, pieces not yet begun are dropped and its exception is rethrown here once all threads are out.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TWork>(scoped ref TWork work, int pieces)
        where TWork : struct, IPieces, allows ref struct
    {
        // Small networks have a single piece, and do not feel that there is a pool.
        if (pieces == 1)
        {
            work.Run(0);
        }
        else
        {
            RunPieces(ref work, pieces);
        }
    }

    /// <summary>Runs pieces 0 and 1 of work that is over in a microsecond or a few.</summary>
    /// <remarks>As <see cref="Run"/>, but it wakes nobody for one call, and a helper that is not there at once is not waited for. Mostly the caller
    /// does piece 0 and the same other thread piece 1, so what a piece reads stays in its core's cache.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static unsafe void RunPair<TWork>(scoped ref TWork work)
        where TWork : struct, IPieces, allows ref struct
    {
        if (Threads == 1 || !Shared.TryAcquirePair())
        {
            work.Run(0);
            work.Run(1);
            return;
        }

        // Pinned for the reason below.
#pragma warning disable CS8500
        fixed (TWork* pinned = &work)
#pragma warning restore CS8500
        {
            Shared.RunPairAndRelease(&RunPiece<TWork>, pinned);
        }
    }

    private static unsafe void RunPieces<TWork>(scoped ref TWork work, int pieces)
        where TWork : struct, IPieces, allows ref struct
    {
        int helpers = Math.Min(Threads, pieces) - 1;
        if (helpers <= 0 || !Shared.TryAcquire())
        {
            for (int piece = 0; piece < pieces; piece++)
            {
                work.Run(piece);
            }

            return;
        }

        // A pointer to a managed type: the pin keeps `work` in place if it lies on the heap, and other threads only read
        // the references in it while this frame, which keeps them alive, waits for them.
#pragma warning disable CS8500
        fixed (TWork* pinned = &work)
#pragma warning restore CS8500
        {
            Shared.RunAndRelease(&RunPiece<TWork>, pinned, pieces, helpers);
        }
    }

    private static unsafe void RunPiece<TWork>(void* work, int piece)
        where TWork : struct, IPieces, allows ref struct =>
        Unsafe.AsRef<TWork>(work).Run(piece);
}
