using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>Writes the loop over a step's elementwise nodes: each value is a <c>Vector&lt;float&gt;</c> local, loaded once, stored where
/// somebody outside reads it.</summary>
internal sealed class LoopBody
{
    private const string Lanes = KernelText.Namespace + ".Lanes", Streaming = KernelText.Namespace + ".Streaming";
    private readonly StepMethod method;
    private readonly Node[] nodes;
    private readonly HashSet<Node> inside;
    private readonly Func<Node, bool> isStored;
    private readonly ElementwiseLoop loop;
    private readonly Dictionary<Node, string> lanes = [];
    private readonly HashSet<string> taken = [];

    // What is stored for the caller and read nowhere here, and the condition on which it goes past the caches.
    private Node? streamed;
    private string? streams;

    public LoopBody(StepMethod method, Node[] nodes, Func<Node, bool> isStored)
    {
        this.method = method;
        this.nodes = nodes;
        inside = [.. nodes];
        this.isStored = isStored;
        loop = new ElementwiseLoop(method.Step.Domain, Externals.Select(node => node.Type).Append(method.Step.Domain), method.Number);
    }

    private TensorType Domain => method.Step.Domain;

    private IEnumerable<Node> Externals =>
        nodes.SelectMany(node => node.Inputs).Where(input => !inside.Contains(input) && !Fuse.IsUniform(input)).Distinct();

    public void Write()
    {
        foreach (Node uniform in nodes.SelectMany(node => node.Inputs).Where(Fuse.IsUniform).Distinct())
        {
            Uniform(uniform);
        }

        string samples = Domain.Batched ? method.Samples() : "1";
        string end = loop.End(samples);
        if (Domain.Batched && end.Contains(' '))
        {
            method.Body.Line($"int count = {end};");
            end = "count";
        }

        string row = loop.Start(Domain);
        if (method.Step.Kernel is null && row == "0" && nodes.FirstOrDefault(node => node.Op is OutputOp && node.Type == Domain) is { } result)
        {
            streams = method.Streams;
            streamed = streams is null ? null : result;
        }

        if (streamed is not null)
        {
            WriteStreaming(end);
            return;
        }

        loop.Write(
            method.Body,
            samples,
            end,
            beforeInner: () =>
            {
                if (row.Contains(' '))
                {
                    method.Body.Line($"int row = {row};");
                }

                WriteSplats();
            },
            body: () => WriteNodes(row, end));
    }

    /// <summary>The flat loop in two parts: up to where the result's vectors are aligned, and from there.</summary>
    private void WriteStreaming(string count)
    {
        WriteSplats();
        using (method.Body.Braces($"for (int start = 0, end = {Streaming}.Head({method.Target(streamed!)}, {count}, {streams}); start < {count}; start = end, end = {count})"))
        using (method.Body.Braces($"for (int i = start; i < end; i += {Lanes}.Count)"))
        {
            WriteNodes("0", "end");
        }

        method.Body.Line();
        method.Body.Line($"{Streaming}.Finish({streams});");
    }

    /// <summary>Declares what has one value for the whole of the innermost loop.</summary>
    private void WriteSplats()
    {
        foreach (Node external in Externals.Where(node => loop.IsSplat(node.Type)))
        {
            Declare(external, $"{Lanes}.Splat({method.Operand(external)}, {loop.Start(external.Type)})");
        }
    }

    private void WriteNodes(string row, string end)
    {
        foreach (Node node in nodes)
        {
            foreach (Node input in node.Inputs.Where(input => !lanes.ContainsKey(input)))
            {
                Declare(input, $"{Lanes}.Load({method.Operand(input)}, {Range(loop.Start(input.Type), row, end)})");
            }

            string[] operands = [.. node.Inputs.Select(input => lanes[input])];
            string value = Qualify(((ElementwiseOp)node.Op).Vector(operands));
            if (node.Op is StoreOp)
            {
                string verb = node.Op is AccumulateOp ? $"{Lanes}.Add" : node == streamed ? $"{Streaming}.Store" : $"{Lanes}.Store";
                string condition = node == streamed ? $", {streams}" : "";
                method.Body.Line($"{verb}({method.Target(node)}, {Range(row, row, end)}, {value}{condition});");
                continue;
            }

            Declare(node, value);
            if (isStored(node))
            {
                method.Body.Line($"{Lanes}.Store({method.Target(node)}, {Range(row, row, end)}, {lanes[node]});");
            }
        }
    }

    /// <summary>The index and the end of a run: <c>row + i, row + 128</c>.</summary>
    private static string Range(string start, string row, string end)
    {
        if (start == "0")
        {
            return $"i, {end}";
        }

        string first = start == row && row.Contains(' ') ? "row" : start;
        return $"{first} + i, {first} + {end}";
    }

    private void Uniform(Node node)
    {
        if (lanes.ContainsKey(node))
        {
            return;
        }

        if (method.UniformSource(node) is { } source)
        {
            lanes[node] = $"{Lanes}.Splat({source})";
            if (node.Op is not ConstantOp)
            {
                Declare(node, lanes[node]);
            }

            return;
        }

        foreach (Node input in node.Inputs)
        {
            Uniform(input);
        }

        Declare(node, Qualify(((ElementwiseOp)node.Op).Vector([.. node.Inputs.Select(input => lanes[input])])));
    }

    private void Declare(Node node, string value)
    {
        string wanted = "v" + Names.Pascal(method.NameOf(node));
        string name = wanted;
        for (int number = 2; !taken.Add(name); number++)
        {
            name = wanted + Names.Text(number);
        }

        lanes[node] = name;
        method.Body.Line($"var {name} = {value};");
    }

    // Ops write VectorMath.X and Lanes.X; the file knows their namespace by one short name.
    private static string Qualify(string value) => value
        .Replace("VectorMath.", KernelText.Namespace + ".VectorMath.");
}
