using CompiledNets;
using static CompiledNets.Ops;

namespace DeepGan;

/// <summary>A generative adversarial network of convolutions (Radford, Metz and Chintala 2016), whose discriminator also names the digits
/// (Salimans and others 2016, section 5).</summary>
[Network]
public partial class Dcgan
{
    [Dense(64 * 7 * 7, Bias = false), Reshape(64, 7, 7), BatchNorm, ReLU]
    [ConvTranspose2D(48, 4, Stride = 2, Padding = 1, Bias = false), BatchNorm, ReLU]
    [ConvTranspose2D(24, 4, Stride = 2, Padding = 1, Bias = false), BatchNorm, ReLU]
    [Conv2D(1, 5, Padding = 2), Tanh]
    private partial Tensor Generator(Tensor noise);

    [Conv2D(32, 4, Stride = 2, Padding = 1), LeakyReLU(0.2f)]
    [Conv2D(64, 4, Stride = 2, Padding = 1, Bias = false), BatchNorm, LeakyReLU(0.2f)]
    [Flatten, Dropout(0.3f), Dense(10)]
    private partial Tensor Discriminator(Tensor image);

    [Forward]
    private Tensor Generate([Shape(64)] Tensor noise) => 0.5f * Generator(noise) + 0.5f; // greys from 0 to 1

    [Objective, Trains(nameof(Generator))]
    private Tensor GeneratorLoss([Shape(64)] Tensor noise) =>
        BinaryCrossEntropyWithLogits(IsReal(Discriminator(Generator(noise))), 1f);

    // Real is 0.9 of a yes, so that the discriminator never gets too sure of itself.
    [Objective, Trains(nameof(Discriminator))]
    private Tensor DiscriminatorLoss([Shape(1, 28, 28)] Tensor real, [Shape] Tokens label, [Shape(64)] Tensor noise)
    {
        var digits = Discriminator(2 * real - 1);
        return SoftmaxCrossEntropy(digits, label) + BinaryCrossEntropyWithLogits(IsReal(digits), 0.9f) +
            BinaryCrossEntropyWithLogits(IsReal(Discriminator(StopGradient(Generator(noise)))), 0f);
    }

    // A thing is as real as it is any of the digits: log Σ exp of their logits, by log softmax = x - log Σ exp(x).
    private Tensor IsReal(Tensor digits) => digits[0] - LogSoftmax(digits)[0];
}
