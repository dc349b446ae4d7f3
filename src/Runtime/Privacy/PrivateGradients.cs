namespace CompiledNets;

/// <summary>Differentially private gradients (DP-SGD; Abadi et al. 2016): each sample's gradient is cut to a length, and their sum gets normal
/// noise, so that no sample can be told from what was learned. <see cref="PrivacyAccountant"/> says how much it tells.</summary>
/// <example><code>
/// var steps = new PrivateGradients(net, clip: 1, noise: 1.1);
/// Dataset drawn = train.Draw(0.01, random);
/// steps.Gather(
///     drawn.Count, expected: 0.01 * train.Count, random,
///     sample => net.LossGradients(drawn.Floats("input", sample), drawn.Tokens("label", sample)));
/// sgd.Step(net);
/// </code></example>
public sealed class PrivateGradients
{
    private readonly NetworkCore core;
    private readonly double clip, noise;
    private readonly float[] sum;

    /// <summary>Gradients for a network's optimiser.</summary>
    /// <param name="network">Whose gradients.</param>
    /// <param name="clip">The length that each sample's gradient, of all parameters together, is cut to: C, more than 0.</param>
    /// <param name="noise">The noise's standard deviation over <paramref name="clip"/>: σ, at least 0.</param>
    public PrivateGradients(INetwork network, double clip, double noise)
    {
        ArgumentNullException.ThrowIfNull(network);
        core = network.Core;
        this.clip = Hyperparameter.Positive(clip, nameof(clip));
        this.noise = Hyperparameter.NotNegative(noise, nameof(noise));
        sum = new float[core.Layout.ParameterCount];
    }

    /// <summary>Puts the mean gradient of a batch into the network, cut and noisy: (Σ gₛ·min(1, C/‖gₛ‖) + σC·normal) / expected.</summary>
    /// <param name="samples">Samples in the batch.</param>
    /// <param name="expected">Samples that a batch has in the mean, more than 0: how many this one has is a secret too.</param>
    /// <param name="random">Where the noise comes from. Who can compute it again can take it away: a real release wants a cryptographic
    /// generator.</param>
    /// <param name="addGradients">Calls one of the network's gradient methods for the sample of a number, alone.</param>
    public void Gather(int samples, double expected, Random random, Action<int> addGradients)
    {
        Hyperparameter.AtLeast(0, samples, nameof(samples));
        Hyperparameter.Positive(expected, nameof(expected));
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(addGradients);
        Array.Clear(sum);
        for (int sample = 0; sample < samples; sample++)
        {
            core.WritableGradients.Clear();
            addGradients(sample);
            AddClipped(core.Gradients);
        }

        Span<float> gradients = core.WritableGradients;
        for (int i = 0; i < sum.Length; i++)
        {
            gradients[i] = (float)((sum[i] + noise * clip * NormalNoise.Next(random)) / expected);
        }
    }

    private void AddClipped(ReadOnlySpan<float> gradients)
    {
        double squares = 0;
        foreach (float gradient in gradients)
        {
            squares += gradient * gradient;
        }

        float scale = (float)Math.Min(1, clip / (Math.Sqrt(squares) + 1e-12));
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] += scale * gradients[i];
        }
    }
}
