using CompiledNets;

namespace Samples.Adversarial;

/// <summary>What the training of a generator against a discriminator needs: the entry points that the compiler writes for a network with
/// these forwards and objectives.</summary>
public interface IGan : INetwork
{
    /// <summary>Numbers of noise that one image is made from.</summary>
    int NoiseSize => AllForwards[0].Inputs[0].Size;

    /// <summary>Draws images (1,28,28), greys from 0 to 1.</summary>
    void Generate(ReadOnlySpan<float> noise, Span<float> images);

    /// <summary>How badly the discriminator names real digits and tells them from what was made of noise.</summary>
    float DiscriminatorLossGradients(ReadOnlySpan<float> real, ReadOnlySpan<int> label, ReadOnlySpan<float> noise);

    /// <summary>How badly the generator deceives the discriminator.</summary>
    float GeneratorLossGradients(ReadOnlySpan<float> noise);
}
