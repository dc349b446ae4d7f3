namespace CompiledNets;

/// <summary>What a network may cost at most: <c>[Network, Budget(Parameters = 100_000, Flops = 5_000_000)]</c>. More is the error CN3010, which
/// names the three largest contributors. What is not set is not limited.</summary>
/// <remarks>Activations and FLOPs are those of inference for one sample, by the <c>[Forward]</c> that needs most; a network without one is
/// measured by its objectives, computed as in inference. Training needs more of both.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BudgetAttribute : Attribute
{
    /// <summary>Learned values, shared ones counted once; running statistics are none. It is what <c>ParameterCount</c> says.</summary>
    public long Parameters { get; set; }

    /// <summary>Bytes of memory for values between layers: the plan's, in which values that are not needed at once share memory. The
    /// caller's inputs and outputs, packed copies of weights and a kernel's scratch are not in it.</summary>
    public long ActivationBytes { get; set; }

    /// <summary>Floating-point operations, a multiplication and an addition being two: the sum that <c>Summary</c> shows for the layers of the
    /// entry point.</summary>
    public long Flops { get; set; }

    /// <summary>Bytes that the network adds to what is shipped, estimated: four for each parameter and running statistic, as in the
    /// saved file, and the emitted code in an assembly, without the runtime that all networks share.</summary>
    public long BinaryBytes { get; set; }
}
