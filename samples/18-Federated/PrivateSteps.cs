using CompiledNets;
using Samples;

namespace Federated;

/// <summary>Differentially private steps (Abadi and others 2016): each sample's gradient is cut to a length, and their sum gets noise.</summary>
/// <param name="clip">The length, C.</param>
/// <param name="noise">The noise's standard deviation over C, σ.</param>
internal sealed class PrivateSteps(ClientNet net, double clip, double noise)
{
    private readonly float[] sum = new float[ClientNet.ParameterCount];

    /// <summary>Puts the mean gradient of a batch in the network, cut and noisy.</summary>
    /// <param name="expected">Samples that a batch has in the mean: how many there are, is a secret too.</param>
    public void AddGradients(ReadOnlySpan<float> images, ReadOnlySpan<int> labels, double expected, Random random)
    {
        Span<float> gradients = ((INetwork)net).Core.WritableGradients;
        Array.Clear(sum);
        for (int sample = 0; sample < labels.Length; sample++)
        {
            gradients.Clear();
            net.LossGradients(images.Slice(sample * 784, 784), labels.Slice(sample, 1));
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

        for (int i = 0; i < sum.Length; i++)
        {
            gradients[i] = (float)((sum[i] + noise * clip * NormalNoise.Next(random)) / expected);
        }
    }

    /// <summary>The ε that so many steps have spent: Rényi differential privacy of the sampled Gaussian mechanism at whole orders (Mironov, Talwar
    /// and Zhang 2019), and the best of their conversions to (ε, δ).</summary>
    /// <param name="share">The share of samples in a batch, q, each drawn by itself.</param>
    public static double Epsilon(int steps, double share, double noise, double delta) => Enumerable.Range(2, 63).Min(order =>
    {
        // log Σ_k binomial(α, k) (1 - q)^(α - k) q^k exp(k (k - 1) / 2σ²), summed as logarithms.
        double binomial = 0, sum = double.NegativeInfinity;
        for (int k = 0; k <= order; k++)
        {
            double term = binomial + (order - k) * Math.Log(1 - share) + k * Math.Log(share) + k * (k - 1) / (2 * noise * noise);
            sum = Math.Max(sum, term) + Math.Log(1 + Math.Exp(-Math.Abs(sum - term)));
            binomial += Math.Log((double)(order - k) / (k + 1));
        }

        return (steps * sum + Math.Log(1 / delta)) / (order - 1);
    });
}
