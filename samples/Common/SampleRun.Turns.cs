using System.Globalization;
using CompiledNets;

namespace Samples;

/// <summary>Work that is done piece by piece: what a run that is stopped does not lose.</summary>
public sealed partial class SampleRun
{
    private LoopCheckpoint? done;

    /// <summary>The result of one of many short trainings, which is computed once: a resumed run finds it in the checkpoint of part
    /// "done".</summary>
    /// <param name="name">What is computed, with all the settings that differ from one to another.</param>
    /// <param name="compute">Computes it. What is stopped within it, begins anew.</param>
    public double Once(string name, Func<double> compute)
    {
        ArgumentNullException.ThrowIfNull(compute);
        string path = CheckpointOf("done");
        if (done is null)
        {
            done = new LoopCheckpoint();
            _ = Resume && done.TryLoad(path);
        }

        if (!done.Numbers.TryGetValue(name, out double result))
        {
            Stop.ThrowIfCancellationRequested();
            done.Numbers[name] = result = compute();
            done.Save(path);
        }

        return result;
    }

    /// <summary>Takes the turns of a loop, with what it needs saved now and then and when the run is stopped: a resumed run goes on after the last
    /// turn.</summary>
    /// <param name="part">The checkpoint's: see <see cref="CheckpointOf(string)"/>.</param>
    /// <param name="state">What the turns change. Its number "turn" says how many have been taken.</param>
    /// <param name="turns">How many there are.</param>
    /// <param name="saveEach">Turns from one saving to the next.</param>
    /// <param name="turn">Takes the turn of a number, from 0. Its random numbers must belong to that number.</param>
    public void Loop(string part, LoopCheckpoint state, int turns, int saveEach, Action<int> turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        Loop(part, state, turns, saveEach, next =>
        {
            turn(next);
            return false;
        });
    }

    /// <summary>As the other one, until a turn says that it is enough.</summary>
    /// <param name="turn">Takes the turn of a number, from 0, and says whether it was the last.</param>
    /// <inheritdoc cref="Loop(string, LoopCheckpoint, int, int, Action{int})"/>
    public void Loop(string part, LoopCheckpoint state, int turns, int saveEach, Func<int, bool> turn)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(turn);
        string path = CheckpointOf(part);
        (state.Numbers["turn"], state.Numbers["enough"]) = (0, 0);
        _ = Resume && state.TryLoad(path);
        for (int next = (int)state.Numbers["turn"]; next < turns && state.Numbers["enough"] == 0;)
        {
            bool enough = turn(next++);
            (state.Numbers["turn"], state.Numbers["enough"]) = (next, enough ? 1 : 0);
            if (Stop.IsCancellationRequested || next % saveEach == 0 || next == turns || enough)
            {
                state.Save(path);
                Stop.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Random numbers that belong to a turn of <see cref="Loop(string, LoopCheckpoint, int, int, Action{int})"/>, so that a resumed run has the
    /// same.</summary>
    public Random Random(int turn) => new((int)(Seed * 1_000_003 + (ulong)turn & int.MaxValue));

    /// <summary>A result of several seeds, from <see cref="Seed"/> on, each of which is shown and computed <see cref="Once"/>.</summary>
    /// <param name="name">What is computed, with all the settings that differ from one to another.</param>
    /// <param name="seeds">How many.</param>
    /// <param name="compute">Computes it for a seed.</param>
    public Spread Seeds(string name, int seeds, Func<ulong, double> compute)
    {
        ArgumentNullException.ThrowIfNull(compute);
        var values = new List<double>();
        for (ulong seed = Seed; values.Count < seeds; seed++)
        {
            values.Add(Once($"{name}, seed {seed}", () => compute(seed)));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}, seed {seed}: {values[^1]:0.0000}"));
        }

        return Spread.Of(values);
    }
}
