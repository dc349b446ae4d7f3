using System.Text.RegularExpressions;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Emit.Ilgpu;

/// <summary>Writes what becomes of one element in registers: a step's elementwise nodes over single floats, and the stores of what others
/// read. The element's number over the whole batch is <c>i</c>.</summary>
/// <param name="kernel">The kernel.</param>
/// <param name="view">The view that a value lies in.</param>
/// <param name="lanes">Where a thread has four neighbours, what it holds of each value at its place; null where it has one element.</param>
internal sealed class DeviceChain(DeviceKernel kernel, Func<Node, string> view, FourLanes? lanes = null)
{
    public const string Index = "i";

    private static readonly Regex Splat = new(@"(\w+\.)?Lanes\.Splat\(([^()]*)\)", RegexOptions.CultureInvariant);
    private readonly Dictionary<Node, string> locals = [];
    private readonly HashSet<string> taken = [];

    private Step Step => kernel.Step;

    /// <summary>Writes the chain; <paramref name="value"/> is the text of the kernel node's value, or null where the step has no kernel.</summary>
    public void Write(CodeWriter writer, string? value)
    {
        if (Step.Kernel is { } head)
        {
            if (Step.Elementwise.Count == 0)
            {
                writer.Line($"{Place(head, reads: false, writes: true)} = {value};");
                return;
            }

            Declare(writer, head, value!);
            if (kernel.IsResult(head))
            {
                writer.Line($"{Place(head, reads: false, writes: true)} = {locals[head]};");
            }
        }

        foreach (Node node in Step.Elementwise)
        {
            string text = Scalar((ElementwiseOp)node.Op, [.. node.Inputs.Select(input => Operand(writer, input))]);
            if (node.Op is StoreOp)
            {
                writer.Line($"{Place(node, reads: node.Op is AccumulateOp, writes: true)} {(node.Op is AccumulateOp ? "+=" : "=")} {text};");
                continue;
            }

            Declare(writer, node, text);
            if (kernel.IsResult(node))
            {
                writer.Line($"{Place(node, reads: false, writes: true)} = {locals[node]};");
            }
        }
    }

    /// <summary>A value's element of the thread.</summary>
    private string Place(Node node, bool reads, bool writes) => lanes?.Of(node, reads, writes) ?? $"{view(node)}[{Index}]";

    /// <summary>The op's expression over floats, from its text over vectors.</summary>
    private static string Scalar(ElementwiseOp op, IReadOnlyList<string> operands) =>
        Splat.Replace(op.Vector(operands), "$2").Replace("VectorMath.", DeviceText.Library + ".DeviceMath.");

    private string Operand(CodeWriter writer, Node node)
    {
        if (locals.TryGetValue(node, out string? known))
        {
            return known;
        }

        if (!Fuse.IsUniform(node))
        {
            string index = FlatIndex.Of(node.Type, Step.Domain, Index);
            Declare(writer, node, index == Index ? Place(node, reads: true, writes: false) : $"{view(node)}[{index}]");
        }
        else if (kernel.UniformSource(node, view) is { } source)
        {
            locals[node] = source;
        }
        else
        {
            Declare(writer, node, Scalar((ElementwiseOp)node.Op, [.. node.Inputs.Select(input => Operand(writer, input))]));
        }

        return locals[node];
    }

    private void Declare(CodeWriter writer, Node node, string text)
    {
        string wanted = "v" + Names.Pascal(kernel.NameOf(node));
        string name = wanted;
        for (int number = 2; !taken.Add(name); number++)
        {
            name = wanted + Names.Text(number);
        }

        locals[node] = name;
        writer.Line($"{(node.Type.Element == ElementKind.Int ? "int" : "float")} {name} = {text};");
    }
}
