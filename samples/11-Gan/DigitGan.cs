using CompiledNets;
using static CompiledNets.Ops;

namespace Gan;

/// <summary>A generative adversarial network (Goodfellow and others 2014) of dense layers. The generator draws the digit it is asked for
/// (Mirza and Osindero 2014); the discriminator has eleven names for what it sees, the ten digits and "drawn" (Salimans and others 2016,
/// section 5).</summary>
[Network]
public partial class DigitGan
{
    private const int Noise = 64, Digits = 10, Drawn = 10;

    [Dense(256), LeakyReLU(0.2f), Dense(512), LeakyReLU(0.2f), Dense(784), Tanh]
    private partial Tensor Generator(Tensor wish);

    [Dense(512), LeakyReLU(0.2f), Dropout(0.3f), Dense(256), LeakyReLU(0.2f), Dropout(0.3f), Dense(Digits + 1)]
    private partial Tensor Discriminator(Tensor image);

    [Forward]
    private Tensor Generate([Shape(Noise)] Tensor noise, [Shape] Tokens digit) => 0.5f * Draw(noise, digit) + 0.5f; // greys from 0 to 1

    // Real digits shall be named, if not too surely, and drawn ones found out.
    [Objective, Trains(nameof(Discriminator))]
    private Tensor DiscriminatorLoss([Shape(784)] Tensor real, [Shape] Tokens digit, [Shape(Noise)] Tensor noise) =>
        SoftmaxCrossEntropy(Discriminator(2 * real - 1), digit, labelSmoothing: 0.1) -
        LogSoftmax(Discriminator(StopGradient(Draw(noise, digit))))[Drawn];

    // To be taken for the digit asked for instead of for drawn; and to draw it otherwise of other noise (Yang and others 2019), since the
    // discriminator sees one image at a time and would not mind the same one again.
    [Objective, Trains(nameof(Generator))]
    private Tensor GeneratorLoss([Shape(Noise)] Tensor noise, [Shape] Tokens digit)
    {
        var image = Draw(noise, digit);
        return SoftmaxCrossEntropy(Discriminator(image), digit) - 2 * MeanAbsoluteError(image, Draw(RandomNormal(Noise), digit));
    }

    private Tensor Draw(Tensor noise, Tokens digit) => Generator(Concat(0, noise, OneHot(digit, Digits)));
}
