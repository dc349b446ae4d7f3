using CompiledNets;

namespace Samples.Adversarial;

/// <summary>What the training of a generator against a discriminator needs: the entry points that the compiler writes for a network with
/// these forwards and objectives. The generator draws what it is asked for (Mirza and Osindero 2014).</summary>
public interface IGan : INetwork
{
    /// <summary>Numbers of noise that one image is made from.</summary>
    int NoiseSize => AllForwards[0].Inputs[0].Size;

    /// <summary>Draws images (1,28,28), greys from 0 to 1, of the digits asked for.</summary>
    void Generate(ReadOnlySpan<float> noise, ReadOnlySpan<int> digit, Span<float> images);

    /// <summary>How badly the discriminator names real digits and tells them from what was drawn of the same ones.</summary>
    float DiscriminatorLossGradients(ReadOnlySpan<float> real, ReadOnlySpan<int> digit, ReadOnlySpan<float> noise);

    /// <summary>How badly the generator makes the discriminator see real digits, those asked for.</summary>
    float GeneratorLossGradients(ReadOnlySpan<float> noise, ReadOnlySpan<int> digit);
}
