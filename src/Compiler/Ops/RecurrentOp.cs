using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>How one direction of a recurrent layer runs.</summary>
/// <param name="Reverse">From the last step to the first.</param>
/// <param name="HasInitial">Whether the state before the first step is an input; it is zero otherwise.</param>
/// <param name="KeepsGates">Whether the result has what the gradient needs beside the states.</param>
internal sealed record RecurrentForm(int Units, bool Reverse, bool HasInitial, bool KeepsGates);

/// <summary>One direction of one recurrent layer, from the input's part of the gates on: (steps, gates·units) to (steps, states·units),
/// with what is kept for the gradient behind the states. The loop over time is in the kernel. Inputs: p, W, and where they are given the
/// first states; others follow.</summary>
internal abstract record RecurrentOp(RecurrentForm Form) : Op
{
    /// <summary>Blocks of p and W.</summary>
    public abstract int Gates { get; }

    /// <summary>1 for h, 2 for h and c.</summary>
    public abstract int States { get; }

    /// <summary>Blocks of a result's row that the gradient needs beside the states.</summary>
    protected abstract int Kept { get; }

    /// <summary>Of one unit at one step, but for the product.</summary>
    protected abstract long FlopsOfUnit { get; }

    /// <summary>Whether a row is h, with nothing behind it.</summary>
    public bool IsHiddenAlone => Blocks == 1;

    private int Blocks => States + (Form.KeepsGates ? Kept : 0);

    protected abstract RecurrentOp With(RecurrentForm form);

    public abstract void EmitGradient(KernelText kernel, Node node);

    public override TensorType Infer(IReadOnlyList<Node> inputs) =>
        inputs[0].Type.With(Shape.Of(inputs[0].Shape[0], Form.Units * Blocks));

    public override long Flops(Node node) => node.Shape[0] * Form.Units * (2L * Gates * Form.Units + FlopsOfUnit);

    public override void Differentiate(Node node, Node dOutput, Gradients gradients)
    {
        // A layer that runs as in inference kept nothing: it runs once more.
        Node rows = Form.KeepsGates || Kept == 0 ? node : gradients.ApplyPart("Again", With(Form with { KeepsGates = true }), [.. node.Inputs]);
        Node dRows = rows == node ? dOutput : gradients.Apply(new SliceGradientOp(1, 0, node.Shape[1], rows.Shape[1]), dOutput);

        int steps = node.Shape[0], units = Form.Units;
        Node[] initial = [.. node.Inputs.Skip(2).Take(Form.HasInitial ? States : 0)];
        Node all = gradients.Apply(new RecurrentGradientOp((RecurrentOp)rows.Op), [rows, node.Inputs[1], dRows, .. initial]);
        Node dSteps = Cut("GateGradients", all, 0, steps, gradients);
        gradients.Add(node.Inputs[0], dSteps);
        DifferentiateState(node, rows, dSteps, initial, gradients);
        for (int state = 0; state < initial.Length; state++)
        {
            Node row = Cut("InitialGradients", all, steps, steps + 1, gradients);
            Node dState = gradients.Apply(new SliceOp(1, state * units, (state + 1) * units), row);
            gradients.Add(initial[state], gradients.Reshape(dState, Shape.Of(units)));
        }
    }

    /// <summary>The gradient of what the state gives to the gates, given that of p.</summary>
    protected virtual Node FromState(Node dSteps, Node rows, Gradients gradients) => dSteps;

    protected virtual void DifferentiateBias(Node node, Node dFromState, Gradients gradients)
    {
    }

    // dW = Σ dqᵀ·h over the batch and all steps, h being the state before each step.
    private void DifferentiateState(Node node, Node rows, Node dSteps, Node[] initial, Gradients gradients)
    {
        Node dFromState = FromState(dSteps, rows, gradients);
        DifferentiateBias(node, dFromState, gradients);
        int steps = node.Shape[0], units = Form.Units;
        Node h = ((RecurrentOp)rows.Op).IsHiddenAlone ? rows : gradients.ApplyPart("Hidden", new SliceOp(1, 0, units), rows);
        int start = Form.Reverse ? 1 : 0;
        Node[] before = steps == 1 ? [] : [Cut("HiddenBefore", h, start, start + steps - 1, gradients)];
        if (initial.Length > 0)
        {
            Node first = gradients.Reshape(initial[0], Shape.Of(1, units));
            before = Form.Reverse ? [.. before, first] : [first, .. before];
        }
        else
        {
            dFromState = steps == 1 ? dFromState : Cut("LaterGradients", dFromState, 1 - start, steps - start, gradients);
        }

        // From a single step and the zero state, nothing flows.
        if (before.Length > 0 && gradients.Needs(node.Inputs[1]))
        {
            Node all = before.Length == 1 ? before[0] : gradients.ApplyPart("HiddenBefore", new ConcatOp(0), before);
            gradients.Add(node.Inputs[1], gradients.Apply(new LinearWeightGradientOp(), dFromState, all));
        }
    }

    /// <summary>The field that has the sequence's sizes.</summary>
    internal string SharedShape(KernelText kernel, Node rows) => kernel.Shared(
        "RecurrentShape", "Shape",
        $"new(Steps: {Names.Text(rows.Shape[0])}, Units: {Names.Text(Form.Units)}{Flag("Reverse", Form.Reverse)}"
            + $"{Flag("HasInitial", Form.HasInitial)}{Flag("KeepsGates", Form.KeepsGates)})");

    protected string InitialState(KernelText kernel, int input) => Form.HasInitial ? kernel.Operand(input) : "default";

    private static string Flag(string name, bool value) => value ? $", {name}: true" : "";

    private static Node Cut(string role, Node value, int start, int end, Gradients gradients) =>
        start == 0 && end == value.Shape[0] ? value : gradients.ApplyPart(role, new SliceOp(0, start, end), value);
}

/// <summary>Back through time: the gradient of p, (steps, gates·units); where the first state is given, a row follows that begins with
/// the gradients of h and c. Inputs: the forward op's result, W, the result's gradient, and the first states.</summary>
internal sealed record RecurrentGradientOp(RecurrentOp Forward) : Op
{
    public override string Name => "Steps";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type.With(
        Shape.Of(inputs[0].Shape[0] + (Forward.Form.HasInitial ? 1 : 0), Forward.Gates * Forward.Form.Units));

    // As much as forward: the products have the same sizes.
    public override long Flops(Node node) => Forward.Flops(node.Inputs[0]);

    public override void EmitKernel(KernelText kernel, Node node) => Forward.EmitGradient(kernel, node);

    public override string Formula(IReadOnlyList<string> operands) =>
        $"what {operands[2]} gives each step's gates, from {operands[0]}, {(Forward.Form.Reverse ? "first step to last" : "last step to first")}";
}
