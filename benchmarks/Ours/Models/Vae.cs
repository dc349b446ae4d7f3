using static CompiledNets.Ops;

namespace CompiledNets.Benchmarks.Models;

/// <summary><c>VAE</c> of the peers' workloads.py (Kingma and Welling 2014).</summary>
[Network]
public partial class Vae
{
    public const int Pixels = 784, Hidden = 400, Codes = 20, Batch = 64;

    [Dense(Hidden), ReLU]
    private partial Tensor Encode(Tensor x);

    [Dense(Codes)]
    private partial Tensor Mu(Tensor hidden);

    [Dense(Codes)]
    private partial Tensor LogVariance(Tensor hidden);

    [Dense(Hidden), ReLU, Dense(Pixels)]
    private partial Tensor Decode(Tensor code);

    /// <summary>Both terms are sums over pixels and over the batch, as the peers': times its size, since an objective is a batch mean.</summary>
    [Objective]
    private Tensor Loss([Shape(Pixels)] Tensor x)
    {
        var hidden = Encode(x);
        var (mean, logVariance) = (Mu(hidden), LogVariance(hidden));
        var code = mean + Exp(0.5f * logVariance) * RandomNormal(Codes);
        var reconstruction = Pixels * BinaryCrossEntropyWithLogits(Decode(code), x);
        var divergence = -0.5f * Sum(1 + logVariance - Square(mean) - Exp(logVariance));
        return Batch * (reconstruction + divergence);
    }
}
