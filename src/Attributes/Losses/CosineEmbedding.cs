namespace CompiledNets;

public static partial class Ops
{
    /// <summary>Draws vectors that belong together into one direction, and others apart: with c the <see cref="CosineSimilarity"/> of the
    /// rows, <c>1 − c</c> for a target of 1 and <c>max(0, c − margin)</c> for one of −1, the mean over the other axes. PyTorch's
    /// <c>CosineEmbeddingLoss</c>.</summary>
    /// <param name="a">(…, features).</param>
    /// <param name="b">The same shape.</param>
    /// <param name="target">Each 1 or −1: the shape without its last axis, or one number for all.</param>
    /// <param name="margin">The similarity that costs nothing where the target is −1: from −1 to 1.</param>
    public static Tensor CosineEmbedding(Tensor a, Tensor b, Tensor target, double margin = 0) => throw Description.Only;
}
