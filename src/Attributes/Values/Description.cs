namespace CompiledNets;

/// <summary>What every member of the describing language does when it is run: nothing but say so.</summary>
internal static class Description
{
    /// <summary>The exception of all operators and <see cref="Ops"/>.</summary>
    public static InvalidOperationException Only => new(
        "A network's description is compiled, not run. "
        + "Call the emitted method of the same name, which takes spans: Predict(images, logits).");
}
