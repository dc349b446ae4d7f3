using System.Collections.Immutable;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Passes;

/// <summary>Makes of a forward entry point another: given its inputs and, for each result, the gradient of a number by it, the
/// gradient of that number by each float input. Everything behaves as in inference: nothing is dropped, batch norm uses its running
/// statistics, so each sample is by itself.</summary>
internal static class BuildInputGradients
{
    /// <param name="entry">The entry point as read.</param>
    /// <param name="inputs">What it takes.</param>
    /// <param name="graph">Its graph in inference, to be extended: a graph of its own.</param>
    /// <param name="results">What it returns, batched. Ints have no gradient.</param>
    public static EntryModel Run(EntrySpec entry, ImmutableArray<EntryInput> inputs, Graph graph, ImmutableArray<Node> results)
    {
        string[] names = EntrySignature.Outputs(inputs.Select(input => input.Name), entry.Results.Select(result => result.Name));
        Node[] floats = [.. results.Where(result => result.Type.Element == ElementKind.Float)];
        names = [.. names.Where((_, index) => results[index].Type.Element == ElementKind.Float)];
        string[] seedNames = EntrySignature.Gradients(inputs.Select(input => input.Name), names);
        Node[] explained = [.. graph.Nodes.Where(node => node.Op is InputOp { Kind: ValueKind.Tensor })];
        var seeds = new List<(Node Result, Node Seed)>();
        var seedInputs = new List<EntryInput>();
        for (int index = 0; index < floats.Length; index++)
        {
            Shape shape = floats[index].Shape;
            string name = Names.Pascal(seedNames[index].TrimStart('@'));
            var label = new Label(name, name, "", false, "input", entry.Site);
            seeds.Add((floats[index], graph.Add(new InputOp(inputs.Length + index, seedNames[index], ValueKind.Tensor, shape), label)));
            seedInputs.Add(new EntryInput(seedNames[index], ValueKind.Tensor, shape, IsState: false)
            {
                Meaning = $"the gradient by {names[index].TrimStart('@')} of what is explained",
            });
        }

        IReadOnlyList<Node?> gradients = Differentiate.ByInputs(graph, explained, seeds);
        var gradientResults = new List<EntryResult>();
        string[] gradientNames = EntrySignature.Gradients([], explained.Select(node => ((InputOp)node.Op).ParameterName));
        for (int index = 0; index < explained.Length; index++)
        {
            var input = (InputOp)explained[index].Op;
            var label = new Label(Names.Pascal(gradientNames[index]), explained[index].Label.Layer, "", true, "output", entry.Site);
            Node gradient = gradients[index]
                ?? graph.Add(new ExpandOp(explained[index].Type), label, graph.Add(new ConstantOp(0), label with { Name = "Constant", Role = "Constant" }));
            gradientResults.Add(new EntryResult(gradientNames[index], ElementKind.Float, input.Shape) { Meaning = $"the gradient by {input.ParameterName}" });
            graph.Add(new OutputOp(index, gradientResults[index].Name), label, gradient);
        }

        return new EntryModel(
            entry with { Name = entry.InputGradients, Documentation = "", Explains = false }, [.. inputs, .. seedInputs], [.. gradientResults], graph, null);
    }
}
