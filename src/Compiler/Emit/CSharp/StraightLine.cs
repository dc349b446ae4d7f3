using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>Writes a tiny step without a kernel's call: a loop over the samples, in which each result is an expression of its own over
/// single floats.</summary>
/// <param name="method">The step's method.</param>
/// <param name="kernel">A tiny node, see <see cref="Tiny"/>.</param>
/// <param name="elementwise">What follows the kernel in the same loop.</param>
/// <param name="target">What each value is stored into; null for those that stay in registers.</param>
internal sealed class StraightLine(StepMethod method, Node kernel, Node[] elementwise, Func<Node, Node?> target)
{
    // A batch that is large enough for the kernel, which uses vectors and all cores.
    private const int LargeBatch = 256;

    private readonly Dictionary<Node, string> uniforms = [];
    private readonly Dictionary<(Node, int), string> values = [];
    private readonly ScalarNames names = new();

    private CodeWriter Body => method.Body;

    private IEnumerable<Node> Covered => elementwise.Prepend(kernel);

    private IEnumerable<Node> Operands =>
        Covered.SelectMany(node => node.Inputs).Where(input => !Covered.Contains(input) && !input.IsUniform).Distinct();

    /// <summary>Each sample by itself.</summary>
    public void WriteSamples()
    {
        string samples = method.Samples();
        foreach (Node uniform in elementwise.SelectMany(node => node.Inputs).Where(input => input.IsUniform))
        {
            Uniform(uniform);
        }

        WriteKnownLengths([.. Operands.Where(operand => !operand.Batched).Select(operand => (method.Operand(operand), operand.Type.Size))]);
        Node[] stored = [.. Covered.Where(node => target(node) is not null)];
        using (Body.Braces($"for (int n = 0; n < {samples}; n++)"))
        {
            WriteRows([.. Operands.Where(operand => operand.Batched).Select(operand => (operand, method.Operand(operand))),
                .. stored.Select(node => (node, method.Target(target(node)!)))]);
            for (int index = 0; index < kernel.Type.Size; index++)
            {
                foreach (Node node in Covered)
                {
                    WriteValue(node, index);
                }
            }
        }
    }

    /// <summary>Sums over the batch, which are added to the kernel's target.</summary>
    public void WriteSums(Action callKernel)
    {
        string samples = method.Samples();
        using (Body.Braces($"if ({samples} > {Names.Text(LargeBatch)})"))
        {
            Body.Line("// Worth the kernel, which uses vectors and all cores.");
            callKernel();
            Body.Line("return;");
        }

        Body.Line();
        string[] sums = [.. Enumerable.Range(0, kernel.Type.Size).Select(index => names.Local("Sum", Names.Text(index)))];
        Body.Line($"float {string.Join(" = 0f, ", sums)} = 0f;");
        using (Body.Braces($"for (int n = 0; n < {samples}; n++)"))
        {
            WriteRows([.. Operands.Select(operand => (operand, method.Operand(operand)))]);
            for (int index = 0; index < sums.Length; index++)
            {
                Body.Line($"{sums[index]} += {Sum(index)};");
            }
        }

        Body.Line();
        string result = method.Target(kernel);
        WriteKnownLengths([(result, sums.Length)]);
        for (int index = 0; index < sums.Length; index++)
        {
            Body.Line($"{result}[{Names.Text(index)}] += {sums[index]};");
        }
    }

    private void WriteKnownLengths((string Span, int Length)[] spans)
    {
        (string Span, int Length)[] several = [.. spans.Where(span => span.Length > 1)];
        if (several.Length > 0)
        {
            Body.Line("// With lengths that the JIT knows, constant indices are not checked.");
        }

        foreach ((string span, int length) in several)
        {
            Body.Line($"{span} = {span}.Slice(0, {Names.Text(length)});");
        }
    }

    /// <summary>The spans of one sample, of values that are more than a number.</summary>
    private void WriteRows((Node Node, string Span)[] spans)
    {
        foreach ((Node node, string span) in spans)
        {
            string size = Names.Text(node.Type.Size);
            string? row = node.Type.Size == 1 ? null : names.Row(span, out bool isNew) is var name && isNew ? name : null;
            if (row is not null)
            {
                Body.Line($"var {row} = {span}.Slice(n * {size}, {size});");
            }
        }
    }

    private void WriteValue(Node node, int index)
    {
        string value = node == kernel ? Sum(index) : ScalarText.Of((ElementwiseOp)node.Op, node.Inputs.Select(input => Value(input, index)));
        string? place = target(node) is { } owner ? Element(method.Target(owner), node, index) : null;
        int uses = elementwise.Where(reader => reader.Inputs.Contains(node)).Sum(reader => ScalarText.Uses(reader, node));
        if (uses + (place is null ? 0 : 1) > 1)
        {
            string local = names.Local(method.NameOf(node), kernel.Type.Size == 1 ? "" : "_" + Names.Text(index));
            Body.Sum($"float {local} = {value};");
            value = local;
        }

        values[(node, index)] = value;
        if (place is not null)
        {
            Body.Sum($"{place} = {value};");
        }
    }

    private string Sum(int index) => string.Join(" + ", ((ISumOfProducts)kernel.Op).Terms(kernel, index)!.Select(Product));

    private string Product(Term term) =>
        string.Join(" * ", term.Factors.Select(factor => Element(method.Operand(kernel.Inputs[factor.Input]), kernel.Inputs[factor.Input], factor.Element)));

    /// <summary>What element number <paramref name="index"/> of the results reads of an operand.</summary>
    private string Value(Node operand, int index) =>
        uniforms.TryGetValue(operand, out string? uniform) ? uniform
        : values.TryGetValue((operand, index), out string? known) ? known
        : Element(method.Operand(operand), operand, operand.Shape.ElementAt(kernel.Shape, index));

    private string Element(string span, Node node, int index) =>
        !node.Batched ? $"{span}[{Names.Text(index)}]" : node.Type.Size == 1 ? $"{span}[n]" : $"{names.Row(span, out _)}[{Names.Text(index)}]";

    /// <summary>One number for the whole call, computed before the loop.</summary>
    private string Uniform(Node node)
    {
        if (!uniforms.TryGetValue(node, out string? text))
        {
            text = method.UniformSource(node);
            if (text is null)
            {
                text = names.Local(method.NameOf(node), "");
                Body.Line($"float {text} = {ScalarText.Of((ElementwiseOp)node.Op, [.. node.Inputs.Select(Uniform)])};");
            }

            uniforms.Add(node, text);
        }

        return text;
    }
}
