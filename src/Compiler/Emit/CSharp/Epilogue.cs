using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>The first elementwise nodes after a kernel, as far as the kernel applies them itself while its result is still in
/// registers: a bias, a residual, then ReLU.</summary>
/// <param name="Bias">What is added to each channel, or null.</param>
/// <param name="Residual">What is added to each value, or null.</param>
/// <param name="ReLU">Whether negative results become 0.</param>
/// <param name="Count">How many of the step's elementwise nodes that covers.</param>
/// <param name="Value">The node that the kernel's target holds then.</param>
internal sealed record Epilogue(Node? Bias, Node? Residual, bool ReLU, int Count, Node Value)
{
    /// <summary>The longest one that the kernel of <paramref name="step"/> can apply without hiding a value that somebody else reads.</summary>
    public static Epilogue Of(Step step, Plan plan)
    {
        Node kernel = step.Kernel!;
        var epilogue = new Epilogue(null, null, false, 0, kernel);
        Shape? shape = kernel.Op.BiasShape(kernel);
        if ((shape is null && !kernel.Op.AddsResidual) || !IsStage(step, plan))
        {
            return epilogue;
        }

        if (shape is not null && Addend(step, plan, epilogue) is { Batched: false } bias && bias.Shape == shape && Fuse.IsThere(Fuse.Storage(bias)))
        {
            epilogue = epilogue.After(step) with { Bias = bias };
        }

        if (kernel.Op.AddsResidual && Addend(step, plan, epilogue) is { } residual && residual.Type == kernel.Type
            && !step.Nodes.Contains(Fuse.Storage(residual)))
        {
            epilogue = epilogue.After(step) with { Residual = residual };
        }

        return shape is not null && Next(step, plan, epilogue) is { Op: ReLUOp } ? epilogue.After(step) with { ReLU = true } : epilogue;
    }

    /// <summary>Whether the kernel's own value is only a stage: it lies where a later one goes.</summary>
    private static bool IsStage(Step step, Plan plan) =>
        step.Elementwise.Any(node => plan.Locations.TryGetValue(node, out Location location) && location == plan.Locations[step.Kernel!]);

    private Epilogue After(Step step) => this with { Count = Count + 1, Value = step.Elementwise[Count] };

    /// <summary>The next elementwise node, if it alone reads the value so far.</summary>
    private static Node? Next(Step step, Plan plan, Epilogue epilogue)
    {
        bool needed = epilogue.Count > 0 && plan.Locations.ContainsKey(epilogue.Value);
        Node[] readers = [.. step.Elementwise.Where(node => node.Inputs.Contains(epilogue.Value))];
        return !needed && readers.Length == 1 && step.Elementwise[epilogue.Count] == readers[0] ? readers[0] : null;
    }

    /// <summary>What the next elementwise node adds to the value so far, if that is all it does.</summary>
    private static Node? Addend(Step step, Plan plan, Epilogue epilogue) =>
        Next(step, plan, epilogue) is not { Op: AddOp } sum ? null
        : sum.Inputs[0] == epilogue.Value && sum.Inputs[1] != epilogue.Value ? sum.Inputs[1]
        : sum.Inputs[1] == epilogue.Value && sum.Inputs[0] != epilogue.Value ? sum.Inputs[0]
        : null;
}
