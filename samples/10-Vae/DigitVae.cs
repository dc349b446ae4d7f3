using CompiledNets;
using static CompiledNets.Ops;

namespace Vae;

/// <summary>A variational autoencoder (Kingma and Welling 2014): 20 numbers stand for a digit.</summary>
[Network]
public partial class DigitVae
{
    public const int Latent = 20;

    [Flatten, Dense(400), ReLU]            private partial Tensor Hidden(Tensor image);
    [Dense(Latent)]                        private partial Tensor Mu(Tensor hidden);
    [Dense(Latent)]                        private partial Tensor LogVariance(Tensor hidden);
    [Dense(400), ReLU, Dense(784)]         private partial Tensor Decoder(Tensor code);

    [Forward]
    private Tensor Decode([Shape(Latent)] Tensor code) => Sigmoid(Decoder(code));

    [Forward]
    private Tensor Reconstruct([Shape(1, 28, 28)] Tensor input) => Sigmoid(Decoder(Mu(Hidden(input))));

    // The negative evidence lower bound, in nats: how badly the digit is drawn again, and how far the code is from a normal one.
    [Objective]
    private Tensor Loss([Shape(1, 28, 28)] Tensor input)
    {
        var hidden = Hidden(input);
        var (mean, logVariance) = (Mu(hidden), LogVariance(hidden));
        var code = mean + Exp(0.5f * logVariance) * RandomNormal(Latent);
        var reconstruction = 784 * BinaryCrossEntropyWithLogits(Decoder(code), Flatten(input));
        return reconstruction - 0.5f * Sum(1 + logVariance - Square(mean) - Exp(logVariance));
    }
}
