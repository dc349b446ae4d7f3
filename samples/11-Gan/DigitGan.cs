using CompiledNets;
using static CompiledNets.Ops;

namespace Gan;

/// <summary>A generative adversarial network (Goodfellow and others 2014) of dense layers: one half draws digits, the other names digits and
/// tells real ones from drawn ones, since a critic that knows what it sees teaches more (Salimans and others 2016, section 5).</summary>
[Network]
public partial class DigitGan
{
    [Dense(256), LeakyReLU(0.2f), Dense(512), LeakyReLU(0.2f), Dense(784), Tanh]
    private partial Tensor Generator(Tensor noise);

    [Dense(512), LeakyReLU(0.2f), Dropout(0.3f), Dense(256), LeakyReLU(0.2f), Dropout(0.3f), Dense(10)]
    private partial Tensor Discriminator(Tensor image);

    [Forward]
    private Tensor Generate([Shape(64)] Tensor noise) => 0.5f * Generator(noise) + 0.5f; // greys from 0 to 1

    [Objective, Trains(nameof(Generator))]
    private Tensor GeneratorLoss([Shape(64)] Tensor noise) =>
        BinaryCrossEntropyWithLogits(IsReal(Discriminator(Generator(noise))), 1f);

    // Real is 0.9 of a yes, so that the discriminator never gets too sure of itself.
    [Objective, Trains(nameof(Discriminator))]
    private Tensor DiscriminatorLoss([Shape(784)] Tensor real, [Shape] Tokens label, [Shape(64)] Tensor noise)
    {
        var digits = Discriminator(2 * real - 1);
        return SoftmaxCrossEntropy(digits, label) + BinaryCrossEntropyWithLogits(IsReal(digits), 0.9f) +
            BinaryCrossEntropyWithLogits(IsReal(Discriminator(StopGradient(Generator(noise)))), 0f);
    }

    // A thing is as real as it is any of the digits: log Σ exp of their logits, by log softmax = x - log Σ exp(x).
    private Tensor IsReal(Tensor digits) => digits[0] - LogSoftmax(digits)[0];
}
