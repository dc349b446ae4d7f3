using static CompiledNets.Ops;

namespace CompiledNets.Benchmarks.Models;

/// <summary>A dense layer whose weight and 64 rows fit the second-level cache.</summary>
[Network, Input(512), Dense(384), MeanSquaredError]
public partial class DenseLayer
{
    public const int Inputs = 512, Outputs = 384;
}

/// <summary>A convolution that is not Winograd's, of images that fit the second-level cache.</summary>
[Network, Input(32, 28, 28), Conv2D(64, 5, Padding = 2)]
public partial class FiveByFive
{
    public const int Inputs = 32 * 28 * 28, Outputs = 64 * 28 * 28;
}

/// <summary>A convolution that is a matrix product.</summary>
[Network, Input(128, 28, 28), Conv2D(128, 1)]
public partial class OneByOne
{
    public const int Values = 128 * 28 * 28;
}

/// <summary>One operation a value.</summary>
[Network, Input(1 << 16), ReLU]
public partial class Rectifier
{
    public const int Values = 1 << 16;
}

/// <summary>Rows of 512 bytes out of 67 MB. Its 16.8 million parameters, their gradients and Adam's moments are 268 MB.</summary>
[Network]
public partial class WordTable
{
    public const int Words = 1 << 17, Width = 128, Steps = 64;

    [Embedding(Words, Width)]
    private partial Tensor Embed(Tokens words);

    [Forward]
    private Tensor Rows([Shape(Steps)] Tokens words) => Embed(words);

    [Objective]
    private Tensor Loss([Shape(Steps)] Tokens words) => Mean(Square(Embed(words)));
}
