using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>What an op writes its kernel call with: the names that its operands have in the emitted method.</summary>
internal sealed class KernelText(StepMethod method, Epilogue epilogue)
{
    public const string Namespace = "CNet";

    /// <summary>The samples at hand: a slice of the batch, or all of it.</summary>
    public string Samples => method.Samples();

    public string Seed => method.Ambient("ulong", "seed", "Seed");

    /// <summary>The step of the counter-based generator.</summary>
    public string Step => method.Ambient("ulong", "step", "Step");

    /// <summary>The span that the kernel writes.</summary>
    public string Target => method.Target(method.Step.Kernel!);

    /// <summary>The span of input number <paramref name="index"/>.</summary>
    public string Operand(int index) => method.Operand(method.Step.Kernel!.Inputs[index]);

    /// <summary>The spans of all inputs.</summary>
    public IEnumerable<string> Operands => method.Step.Kernel!.Inputs.Select(method.Operand);

    /// <summary>The span of the bias that the kernel shall add, which may be empty. For ops with a <see cref="Op.BiasShape"/>.</summary>
    public string Bias => epilogue.Bias is { } bias ? method.Operand(bias) : "default";

    /// <summary>The span of what the kernel shall add after the bias, value by value, if there is such. For ops that have
    /// <see cref="Op.AddsResidual"/>.</summary>
    public string[] Residual => epilogue.Residual is { } residual ? [method.Operand(residual)] : [];

    /// <summary>What the kernel shall apply to its result last.</summary>
    public string Activation => $"{Namespace}.FusedActivation.{(epilogue.ReLU ? "ReLU" : "None")}";

    /// <summary>Whether the kernel's result goes past the caches, if it ever may. For kernels that only write it.</summary>
    public string[] Streams => method.IsForCaller && method.Streams is { } streams ? [streams] : [];

    /// <summary>As many rows as the samples at hand have of <paramref name="value"/>, with <paramref name="perSample"/> each.</summary>
    public string Rows(int perSample, Node value) => Rows(perSample, value.Batched);

    /// <summary>So many rows, or as many for each of the samples at hand.</summary>
    public string Rows(int perSample, bool batched) => !batched ? method.Number("Rows", perSample)
        : perSample == 1 ? Samples : $"{Samples} * {method.Number("Rows", perSample)}";

    /// <summary>The number in the whole batch of the first element of <paramref name="value"/> that is at hand.</summary>
    public string FirstElement(Node value) =>
        value.Batched ? $"{method.Ambient("int", "first", "first")} * {Names.Text(value.Type.Size)}L" : "0";

    /// <summary>A size as a named constant of the layer: <c>Dense1Outputs</c>.</summary>
    public string Size(string name, int value) => method.Constant(name, value);

    /// <summary>A static field of the emitted code that is built once: a layer's shape. Returns its name.</summary>
    public string Shared(string type, string name, string value) => method.Shared($"{Namespace}.{type}", name, value);

    /// <summary>Writes <c>method(arguments);</c>.</summary>
    public void Call(string kernel, params string[] arguments) =>
        method.Body.Line($"{Namespace}.{kernel}({string.Join(", ", arguments)});");
}
