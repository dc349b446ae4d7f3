namespace CompiledNets;

/// <summary>A learned row for each token: <c>y[…, :] = W[index[…], :]</c>, (…) to (…, width). PyTorch's <c>Embedding</c>.</summary>
/// <remarks>Weight (count, width). Tokens outside 0..count are an exception of the emitted call.</remarks>
/// <param name="count">Different tokens, at least 1.</param>
/// <param name="width">Features of each, at least 1.</param>
public sealed class EmbeddingAttribute(int count, int width) : LayerAttribute
{
    /// <summary>Different tokens.</summary>
    public int Count { get; } = count;

    /// <summary>Features of each.</summary>
    public int Width { get; } = width;

    /// <summary>How the rows start: from N(0, 1), unless a dense layer is tied to them, whose weight they then start as.</summary>
    public Initializer Initializer { get; set; }
}

public static partial class Ops
{
    /// <inheritdoc cref="EmbeddingAttribute"/>
    /// <param name="index">(…), each from 0 to count − 1.</param>
    /// <param name="count">Different tokens, at least 1.</param>
    /// <param name="width">Features of each, at least 1.</param>
    /// <param name="initializer">How the rows start.</param>
    /// <param name="name">The prefix of its parameters in files, instead of the path that leads here.</param>
    public static Tensor Embedding(
        Tokens index, int count, int width, Initializer initializer = Initializer.Default, string? name = null) =>
        throw Description.Only;
}
