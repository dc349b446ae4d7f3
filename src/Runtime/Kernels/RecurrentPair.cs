using System.Runtime.InteropServices;

namespace CompiledNets.Kernels;

/// <summary>Runs over time with two threads that take half of the units each, and meet after each step.</summary>
/// <remarks>The one that leads never waits for a helper to come: as long as none is there it takes both halves. Who takes which half
/// changes no bit.</remarks>
internal unsafe struct RecurrentPair<TCell, TSimd, TVector> : IPieces
    where TCell : struct, IRecurrentCell
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int Finished = int.MaxValue;
    private RecurrentSteps<TCell, TSimd, TVector> steps;
    private Meeting* meeting;

    public static void Run(in RecurrentSteps<TCell, TSimd, TVector> steps)
    {
        Meeting meeting = default;
        var pair = new RecurrentPair<TCell, TSimd, TVector> { steps = steps, meeting = &meeting };
        WorkPool.Run(ref pair, 2);
    }

    /// <summary>Piece 0 leads, piece 1 helps: a thread that has both in turn finds nothing left to help with.</summary>
    public readonly void Run(int piece)
    {
        if (piece == 0)
        {
            Lead();
        }
        else
        {
            Help();
        }
    }

    private readonly void Lead()
    {
        int half = steps.Units / 2;
        for (int turn = 0; turn < steps.Steps; turn++)
        {
            if (Volatile.Read(ref meeting->Joined) == 0)
            {
                steps.Take(turn, 0, half);
                steps.Take(turn, half, steps.Units);
                continue;
            }

            Volatile.Write(ref meeting->Begun, turn + 1);
            steps.Take(turn, 0, half);
            var wait = default(BriefWait);
            while (Volatile.Read(ref meeting->Done) != turn + 1)
            {
                wait.Once();
            }
        }

        Volatile.Write(ref meeting->Begun, Finished);
    }

    private readonly void Help()
    {
        Volatile.Write(ref meeting->Joined, 1);
        for (int seen = 0; ;)
        {
            var wait = default(BriefWait);
            int begun;
            while ((begun = Volatile.Read(ref meeting->Begun)) == seen)
            {
                wait.Once();
            }

            if (begun == Finished)
            {
                return;
            }

            steps.Take(begun - 1, steps.Units / 2, steps.Units);
            Volatile.Write(ref meeting->Done, begun);
            seen = begun;
        }
    }

    /// <summary>Waits that mostly last less than a microsecond: spins, and lets others run only when it lasts.</summary>
    private struct BriefWait
    {
        private const int Spins = 4000;
        private int count;

        public void Once()
        {
            if (++count < Spins)
            {
                Thread.SpinWait(1);
            }
            else
            {
                Thread.Yield();
            }
        }
    }
}

/// <summary>Where the two of <see cref="RecurrentPair{TCell, TSimd, TVector}"/> meet: turns, counted from 1, each number on cache lines of its
/// own.</summary>
[StructLayout(LayoutKind.Explicit, Size = 4 * Line)]
internal struct Meeting
{
    private const int Line = 128;

    /// <summary>1 once somebody helps.</summary>
    [FieldOffset(0)]
    public int Joined;

    /// <summary>The turn that both halves may begin.</summary>
    [FieldOffset(Line)]
    public int Begun;

    /// <summary>The turn whose second half is done.</summary>
    [FieldOffset(2 * Line)]
    public int Done;
}
