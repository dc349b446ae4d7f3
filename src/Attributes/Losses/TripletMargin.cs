namespace CompiledNets;

public static partial class Ops
{
    /// <summary>Draws an anchor to what belongs to it and away from what does not (Balntas et al. 2016): with d the Euclidean distance of
    /// rows, <c>max(0, d(anchor, positive) − d(anchor, negative) + margin)</c>, the mean over the other axes. PyTorch's
    /// <c>TripletMarginLoss</c> with <c>p=2</c>, which adds 1e-6 to each difference.</summary>
    /// <param name="anchor">(…, features).</param>
    /// <param name="positive">The same shape.</param>
    /// <param name="negative">The same shape.</param>
    /// <param name="margin">How much farther the negative must be to cost nothing, above 0.</param>
    /// <param name="swap">Takes the negative's distance from the positive where that is the smaller one.</param>
    public static Tensor TripletMargin(Tensor anchor, Tensor positive, Tensor negative, double margin = 1, bool swap = false) =>
        throw Description.Only;
}
