using System.Numerics;
using System.Runtime.InteropServices;
using CompiledNets.Kernels;

namespace CompiledNets;

/// <summary>An exponential moving average of a network's parameters, which often generalises better than the last ones (Polyak and
/// Juditsky 1992). PyTorch: <c>torch.optim.swa_utils.AveragedModel</c> with <c>get_ema_multi_avg_fn</c>.</summary>
/// <remarks>The first update copies the parameters; each later one is <c>a += (1 - decay)·(p - a)</c>. Running statistics are not
/// averaged.</remarks>
/// <example><code>
/// var average = new WeightAverage(net, decay: 0.999);
/// …
/// adam.Step(net);
/// average.Update();
/// …
/// average.Swap();    // net predicts with the average
/// average.Swap();    // and goes on learning where it was
/// </code></example>
public sealed class WeightAverage
{
    /// <summary>Elements in one piece of work: long enough to outweigh handing it to a thread.</summary>
    private const int PieceLength = 16 * 1024;

    private readonly NetworkCore core;
    private readonly AlignedBuffer average;

    /// <summary>Begins with the parameters that a network has now.</summary>
    /// <param name="network">Whose parameters to follow.</param>
    /// <param name="decay">What remains of the average at each update: from 0 to less than 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="decay"/> is out of its range.</exception>
    public WeightAverage(INetwork network, double decay = 0.999)
    {
        ArgumentNullException.ThrowIfNull(network);
        Decay = Hyperparameter.BelowOne(decay, nameof(decay));
        core = network.Core;
        average = new AlignedBuffer(core.Layout.ParameterCount);
        core.Parameters.CopyTo(average.Span);
    }

    /// <summary>What remains of the average at each update.</summary>
    public double Decay { get; }

    /// <summary>How many updates there were.</summary>
    public long Updates { get; internal set; }

    /// <summary>The averages, flat, at the offsets of their parameters; after a <see cref="Swap"/>, the parameters that were learnt.</summary>
    public ReadOnlySpan<float> Parameters => average.Values;

    /// <summary>The averages, for checkpoints to write.</summary>
    internal Span<float> WritableParameters => average.Span;

    /// <summary>Takes the network's parameters into the average: after each step of the optimiser. Allocates nothing.</summary>
    public void Update()
    {
        float share = Updates == 0 ? 1f : (float)(1 - Decay);
        if (core.Device is { } device)
        {
            device.Average(device.CopyOf(average), share);
        }
        else
        {
            var pass = new Pass { Average = average.Span, Parameters = core.Parameters, Share = share };
            WorkPool.Run(ref pass, (average.Length + PieceLength - 1) / PieceLength);
        }

        Updates++;
    }

    /// <summary>Exchanges the network's parameters and their average. A second call undoes it.</summary>
    public void Swap()
    {
        Span<float> parameters = core.WriteParameters(), averages = average.Span;
        for (int i = 0; i < parameters.Length; i++)
        {
            (parameters[i], averages[i]) = (averages[i], parameters[i]);
        }
    }

    /// <summary>Gives another instance of the same class the averages for its parameters, and the network's state.</summary>
    /// <exception cref="ArgumentException"><paramref name="target"/> is of another class.</exception>
    public void CopyTo(INetwork target)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.Core.CopyFrom(core, ViewTarget.Value, ViewTarget.Value);
        average.Values.CopyTo(target.Core.WriteParameters());
    }

    private ref struct Pass : IPieces
    {
        public Span<float> Average;
        public ReadOnlySpan<float> Parameters;
        public float Share;

        public readonly void Run(int piece)
        {
            int start = piece * PieceLength, length = Math.Min(PieceLength, Average.Length - start);
            Span<float> averages = Average.Slice(start, length);
            ReadOnlySpan<float> parameters = Parameters.Slice(start, length);
            Span<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(averages);
            ReadOnlySpan<Vector<float>> newest = MemoryMarshal.Cast<float, Vector<float>>(parameters);
            for (int i = 0; i < vectors.Length; i++)
            {
                vectors[i] += Share * (newest[i] - vectors[i]);
            }

            for (int i = vectors.Length * Vector<float>.Count; i < length; i++)
            {
                averages[i] += Share * (parameters[i] - averages[i]);
            }
        }
    }
}
