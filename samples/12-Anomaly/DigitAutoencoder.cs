using CompiledNets;
using static CompiledNets.Ops;

namespace Anomaly;

/// <summary>Squeezes digits of one kind through 16 numbers. What it cannot draw again is of another kind.</summary>
[Network]
public partial class DigitAutoencoder
{
    [Flatten, Dense(128), ReLU, Dense(16)]  private partial Tensor Encoder(Tensor image);
    [Dense(128), ReLU, Dense(784), Sigmoid] private partial Tensor Decoder(Tensor code);

    [Forward]
    private Tensor Strangeness([Shape(1, 28, 28)] Tensor input) => Reshape(Mean(Square(Decoder(Encoder(input)) - Flatten(input))), 1);

    [Objective]
    private Tensor Loss([Shape(1, 28, 28)] Tensor input) => MeanSquaredError(Decoder(Encoder(input)), Flatten(input));
}
