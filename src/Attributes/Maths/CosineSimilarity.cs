namespace CompiledNets;

public static partial class Ops
{
    /// <summary>The cosine of the angle between rows: <c>a·b / (max(‖a‖, epsilon) · max(‖b‖, epsilon))</c> over the last axis, which goes.
    /// PyTorch's <c>cosine_similarity</c> with <c>dim=-1</c>.</summary>
    /// <param name="a">(…, features).</param>
    /// <param name="b">The same shape, or one that broadcasts with it.</param>
    /// <param name="epsilon">The least length that a row counts with, above 0.</param>
    public static Tensor CosineSimilarity(Tensor a, Tensor b, double epsilon = 1e-8) => throw Description.Only;
}
