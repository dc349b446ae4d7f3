using Samples;

namespace Dqn;

/// <summary>The last transitions that were seen, to learn from in another order (Lin 1992). It lies in flat arrays, which a checkpoint saves.</summary>
internal sealed class Replay(int capacity)
{
    private const int Size = CartPole.StateSize;

    private long seen;

    /// <summary>State, action, whether the game ended, next state: one transition after another.</summary>
    public float[] Memory { get; } = new float[capacity * Row];

    /// <summary>Transitions ever added.</summary>
    public long Seen { get => seen; set => seen = value; }

    private static int Row => 2 * Size + 2;

    public void Add(ReadOnlySpan<float> state, int action, bool fell, ReadOnlySpan<float> next)
    {
        Span<float> row = Memory.AsSpan((int)(seen++ % capacity) * Row, Row);
        state.CopyTo(row);
        (row[Size], row[Size + 1]) = (action, fell ? 1 : 0);
        next.CopyTo(row[(Size + 2)..]);
    }

    /// <summary>Fills a batch with transitions at random.</summary>
    public void Sample(Random random, Span<float> states, Span<int> actions, Span<float> fell, Span<float> next)
    {
        for (int i = 0; i < actions.Length; i++)
        {
            ReadOnlySpan<float> row = Memory.AsSpan(random.Next((int)Math.Min(seen, capacity)) * Row, Row);
            row[..Size].CopyTo(states[(i * Size)..]);
            (actions[i], fell[i]) = ((int)row[Size], row[Size + 1]);
            row[(Size + 2)..].CopyTo(next[(i * Size)..]);
        }
    }
}
