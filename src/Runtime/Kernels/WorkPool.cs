namespace CompiledNets.Kernels;

/// <summary>Work that was cut into numbered pieces, which may run in any order and on any thread.</summary>
public interface IPieces
{
    /// <summary>Does piece number <paramref name="piece"/>.</summary>
    void Run(int piece);
}

/// <summary>Runs the pieces of a computation on all cores.</summary>
/// <remarks>How work is cut never depends on <see cref="Threads"/>, so results do not either.</remarks>
public static class WorkPool
{
    /// <summary>How many threads share work, the caller included. Starts as the number of cores.</summary>
    public static int Threads { get; set; } = Environment.ProcessorCount;

    /// <summary>Runs pieces 0 to <paramref name="pieces"/> - 1 and returns when all are done.</summary>
    public static void Run<TWork>(scoped ref TWork work, int pieces)
        where TWork : struct, IPieces, allows ref struct
    {
        for (int piece = 0; piece < pieces; piece++)
        {
            work.Run(piece);
        }
    }
}
