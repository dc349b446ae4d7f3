using CompiledNets;
using static CompiledNets.Ops;

namespace DeepGan;

/// <summary>A generative adversarial network of convolutions (Radford, Metz and Chintala 2016). The generator draws the digit it is asked
/// for (Mirza and Osindero 2014); the discriminator has eleven names for what it sees, the ten digits and "drawn" (Salimans and others 2016,
/// section 5).</summary>
[Network]
public partial class Dcgan
{
    private const int Noise = 64, Digits = 10, Drawn = 10;

    [Dense(64 * 7 * 7, Bias = false), Reshape(64, 7, 7), BatchNorm, ReLU]
    [ConvTranspose2D(48, 4, Stride = 2, Padding = 1, Bias = false), BatchNorm, ReLU]
    [ConvTranspose2D(24, 4, Stride = 2, Padding = 1, Bias = false), BatchNorm, ReLU]
    [Conv2D(1, 5, Padding = 2), Tanh]
    private partial Tensor Generator(Tensor wish);

    [Conv2D(32, 4, Stride = 2, Padding = 1), LeakyReLU(0.2f)]
    [Conv2D(64, 4, Stride = 2, Padding = 1, Bias = false), BatchNorm, LeakyReLU(0.2f)]
    [Flatten, Dropout(0.3f), Dense(Digits + 1)]
    private partial Tensor Discriminator(Tensor image);

    [Forward]
    private Tensor Generate([Shape(Noise)] Tensor noise, [Shape] Tokens digit) => 0.5f * Draw(noise, digit) + 0.5f; // greys from 0 to 1

    // Real digits shall be named, if not too surely, and drawn ones found out.
    [Objective, Trains(nameof(Discriminator))]
    private Tensor DiscriminatorLoss([Shape(1, 28, 28)] Tensor real, [Shape] Tokens digit, [Shape(Noise)] Tensor noise) =>
        SoftmaxCrossEntropy(Discriminator(2 * real - 1), digit, labelSmoothing: 0.1) -
        LogSoftmax(Discriminator(StopGradient(Draw(noise, digit))))[Drawn];

    // To be taken for the digit asked for instead of for drawn; and to draw it otherwise of other noise (Yang and others 2019), since the
    // discriminator sees one image at a time and would not mind the same one again.
    [Objective, Trains(nameof(Generator))]
    private Tensor GeneratorLoss([Shape(Noise)] Tensor noise, [Shape] Tokens digit)
    {
        var image = Draw(noise, digit);
        return SoftmaxCrossEntropy(Discriminator(image), digit) - 8 * MeanAbsoluteError(image, Draw(RandomNormal(Noise), digit));
    }

    private Tensor Draw(Tensor noise, Tokens digit) => Generator(Concat(0, noise, OneHot(digit, Digits)));
}
