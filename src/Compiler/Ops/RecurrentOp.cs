using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>How one direction of a recurrent layer runs.</summary>
/// <param name="Reverse">From the last step to the first.</param>
/// <param name="HasInitial">Whether the state before the first step is an input; it is zero otherwise.</param>
/// <param name="KeepsGates">Whether the result has what the gradient needs beside the states.</param>
/// <param name="Packed">Whether W was packed beforehand.</param>
internal sealed record RecurrentForm(int Units, bool Reverse, bool HasInitial, bool KeepsGates, bool Packed = false);

/// <summary>One direction of one recurrent layer, from the input's part of the gates on: (steps, gates·units) to (steps, states·units),
/// with what is kept for the gradient behind the states. The loop over time is in the kernel. Inputs: p, W, and where they are given the
/// first states; others follow.</summary>
internal abstract record RecurrentOp(RecurrentForm Form) : Op
{
    /// <summary>So few fill a register tile; of fewer, each pays for W's way from the second-level cache.</summary>
    public const int SamplesOfATile = 4;

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

    public int Blocks => States + (Form.KeepsGates ? Kept : 0);

    public override int SamplesTogether => SamplesOfATile;

    protected abstract RecurrentOp With(RecurrentForm form);

    public abstract void EmitGradient(KernelText kernel, Node node);

    /// <summary>The device's cell.</summary>
    public abstract string DeviceCell { get; }

    /// <summary>The input that holds a bias of the state's product; null if there is none.</summary>
    public virtual int? DeviceBias => null;

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        Node p = node.Inputs[0];
        Node Initial(int state) => Form.HasInitial && state < States ? node.Inputs[2 + state] : p;
        kernel.Library(
            $"DeviceRecurrent.Forward<{DeviceText.Library}.{DeviceCell}, {Constants(kernel, node, 1)}>",
            [p, node.Inputs[1], DeviceBias is { } bias ? node.Inputs[bias] : p, Initial(0), Initial(1), node], node.Batched ? "samples" : "1");
    }

    /// <summary>The sequence's sizes as constants of a device's kernels.</summary>
    /// <param name="kernel">Where they are written.</param>
    /// <param name="rows">The forward op's result.</param>
    /// <param name="gradientBlocks">Blocks of a row of the result's gradient.</param>
    internal string Constants(DeviceKernel kernel, Node rows, int gradientBlocks) => kernel.Constants(
        "IRecurrentSizes", ("Steps", rows.Shape[0]), ("Units", Form.Units), ("Reverse", Form.Reverse ? 1 : 0), ("HasInitial", Form.HasInitial ? 1 : 0),
        ("HasBias", DeviceBias is null ? 0 : 1), ("KeepsGates", Form.KeepsGates ? 1 : 0), ("GradientBlocks", gradientBlocks));

    public override TensorType Infer(IReadOnlyList<Node> inputs) =>
        inputs[0].Type.With(Shape.Of(inputs[0].Shape[0], Form.Units * Blocks));

    public override long Flops(Node node) => node.Shape[0] * Form.Units * (2L * Gates * Form.Units + FlopsOfUnit);

    public override Prepared? Prepare(Node node) =>
        new(With(Form with { Packed = true }), Input: 1, new PackRecurrentOp(Shape.Of(Gates * Form.Units, Form.Units), Transposed: true), "Packed");

    public override void Differentiate(Node node, Node dOutput, Gradients gradients)
    {
        // A layer that runs as in inference kept nothing: it runs once more.
        Node rows = Form.KeepsGates || Kept == 0 ? node : gradients.ApplyPart("Again", With(Form with { KeepsGates = true }), [.. node.Inputs]);
        int steps = node.Shape[0], units = Form.Units;
        Node? dHidden = HiddenAlone(dOutput, units);
        Node dRows = dHidden ?? (rows == node ? dOutput : gradients.Apply(new SliceGradientOp(1, 0, node.Shape[1], rows.Shape[1]), dOutput));
        Node[] initial = [.. node.Inputs.Skip(2).Take(Form.HasInitial ? States : 0)];
        Node all = gradients.Apply(new RecurrentGradientOp((RecurrentOp)rows.Op, dHidden is not null), [rows, node.Inputs[1], dRows, .. initial]);
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

    // Mostly h is all that was used of the result: then zeros for the rest need not be written, nor read.
    private static Node? HiddenAlone(Node dRows, int units) =>
        dRows.Shape[1] == units ? dRows
        : dRows.Op is SliceGradientOp { Axis: 1, Start: 0 } slice && slice.End == units ? dRows.Inputs[0]
        : null;

    /// <summary>The gradient of what the state gives to the gates, given that of p.</summary>
    protected virtual Node FromState(Node dSteps, Node rows, Gradients gradients) => dSteps;

    protected virtual void DifferentiateBias(Node node, Node dFromState, Gradients gradients)
    {
    }

    private void DifferentiateState(Node node, Node rows, Node dSteps, Node[] initial, Gradients gradients)
    {
        Node dFromState = FromState(dSteps, rows, gradients);
        DifferentiateBias(node, dFromState, gradients);

        // From a single step and the zero state, nothing flows.
        if ((node.Shape[0] > 1 || Form.HasInitial) && gradients.Needs(node.Inputs[1]))
        {
            var product = new RecurrentWeightGradientOp((RecurrentOp)rows.Op);
            gradients.Add(node.Inputs[1], gradients.Apply(product, [dFromState, rows, .. initial.Take(1)]));
        }
    }

    /// <summary>The field that has the sequence's sizes.</summary>
    internal string SharedShape(KernelText kernel, Node rows) => SharedShape(kernel, rows, Form.Packed, ofHidden: false);

    /// <summary>The same for the gradient <paramref name="node"/>.</summary>
    protected string SharedGradientShape(KernelText kernel, Node node)
    {
        var op = (RecurrentGradientOp)node.Op;
        return SharedShape(kernel, node.Inputs[0], op.Packed, op.OfHidden);
    }

    private string SharedShape(KernelText kernel, Node rows, bool packed, bool ofHidden) => kernel.Shared(
        "RecurrentShape", "Shape",
        $"new(Steps: {Names.Text(rows.Shape[0])}, Units: {Names.Text(Form.Units)}{Flag("Reverse", Form.Reverse)}"
            + $"{Flag("HasInitial", Form.HasInitial)}{Flag("KeepsGates", Form.KeepsGates)}{Flag("HiddenGradient", ofHidden)}{Flag("PackedWeight", packed)})");

    protected string InitialState(KernelText kernel, int input) => Form.HasInitial ? kernel.Operand(input) : "default";

    private static string Flag(string name, bool value) => value ? $", {name}: true" : "";

    private static Node Cut(string role, Node value, int start, int end, Gradients gradients) =>
        start == 0 && end == value.Shape[0] ? value : gradients.ApplyPart(role, new SliceOp(0, start, end), value);
}

/// <summary>Back through time: the gradient of p, (steps, gates·units); where the first state is given, a row follows that begins with
/// the gradients of h and c. Inputs: the forward op's result, W, the result's gradient, and the first states.</summary>
/// <param name="OfHidden">Whether the result's gradient is that of h alone.</param>
/// <param name="Packed">Whether W was packed beforehand.</param>
internal sealed record RecurrentGradientOp(RecurrentOp Forward, bool OfHidden, bool Packed = false) : Op
{
    public override string Name => "Steps";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type.With(
        Shape.Of(inputs[0].Shape[0] + (Forward.Form.HasInitial ? 1 : 0), Forward.Gates * Forward.Form.Units));

    public override int SamplesTogether => RecurrentOp.SamplesOfATile;

    // As much as forward: the products have the same sizes.
    public override long Flops(Node node) => Forward.Flops(node.Inputs[0]);

    public override Prepared? Prepare(Node node) => new(
        this with { Packed = true }, Input: 1, new PackRecurrentOp(Shape.Of(Forward.Gates * Forward.Form.Units, Forward.Form.Units), Transposed: false),
        "PackedForGradient");

    public override void EmitKernel(KernelText kernel, Node node) => Forward.EmitGradient(kernel, node);

    public override string Formula(IReadOnlyList<string> operands) =>
        $"what {operands[2]} gives each step's gates, from {operands[0]}, {(Forward.Form.Reverse ? "first step to last" : "last step to first")}";

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        Node rows = node.Inputs[0], dRows = node.Inputs[2];
        Node Initial(int state) => Forward.Form.HasInitial && state < Forward.States ? node.Inputs[3 + state] : rows;
        string sizes = Forward.Constants(kernel, rows, OfHidden ? 1 : dRows.Shape[1] / Forward.Form.Units);
        kernel.Library(
            $"DeviceRecurrent.Gradient<{DeviceText.Library}.{Forward.DeviceCell}, {sizes}>",
            [rows, node.Inputs[1], dRows, Initial(0), Initial(1), node], node.Batched ? "samples" : "1");
    }
}

/// <summary>dW = Σ dqᵀ·h over the batch and all steps, h being the state before each. Inputs: dq, the forward op's result, and the first
/// h where it is given.</summary>
internal sealed record RecurrentWeightGradientOp(RecurrentOp Forward) : Op
{
    public override string Name => "StateWeightGradient";

    public override Traversal Traversal => Traversal.Whole;

    public override bool SumsSamples => true;

    public override OutputMode Output => OutputMode.Accumulates;

    public override TensorType Infer(IReadOnlyList<Node> inputs) =>
        new(Shape.Of(Forward.Gates * Forward.Form.Units, Forward.Form.Units), Batched: false);

    public override long Flops(Node node) => 2L * node.Inputs[0].Type.Size * Forward.Form.Units;

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "Recurrent.WeightGradient", Forward.SharedShape(kernel, node.Inputs[1]), kernel.Rows(1, node.Inputs[0]), Names.Text(Forward.Gates),
        Names.Text(Forward.Blocks), kernel.Operand(0), kernel.Operand(1), Forward.Form.HasInitial ? kernel.Operand(2) : "default", kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"Σ {operands[0]}ᵀ·h, h being the state before each step in {operands[1]}";

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        Node dq = node.Inputs[0], rows = node.Inputs[1];
        int gates = node.Shape[0];
        string hidden = kernel.Field(Forward.Form.HasInitial ? 2 : 1);
        string sizes = Forward.Constants(kernel, rows, 1);
        string sequence = sizes.Substring(sizes.IndexOf('.') + 1);
        kernel.Product(new ProductText(
            Names.Text(gates), Names.Text(node.Shape[1]), kernel.RowsField(dq.Shape[0], dq.Batched), kernel.Matrix(0, rows: false, gates),
            FactorText.Of($"{DeviceText.Library}.DeviceRecurrent.Before<{DeviceText.Library}.{Forward.DeviceCell}, {sequence}>({kernel.Field(1)}, {hidden}, k, n)", runsAlongDepth: false)));
    }
}

/// <summary>W [gates, units] in panels of columns, the last filled up with zeros: as it lies for dq·W, transposed for h·Wᵀ.</summary>
internal sealed record PackRecurrentOp(Shape Weight, bool Transposed) : PreparedOp
{
    /// <summary>A multiple of every panel's width, whatever vectors a machine has.</summary>
    private const int Panel = 64;

    public override string Name => "Pack";

    public override TensorType Infer(IReadOnlyList<Node> inputs)
    {
        (int depth, int columns) = Transposed ? (Weight[1], Weight[0]) : (Weight[0], Weight[1]);
        return new TensorType(Shape.Of(depth, (columns + Panel - 1) / Panel * Panel), Batched: false);
    }

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        Transposed ? "Recurrent.Pack" : "Recurrent.PackForGradient", Names.Text(Weight[0]), Names.Text(Weight[1]), kernel.Operand(0), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]}{(Transposed ? "ᵀ" : "")}, in panels";
}
