using System.Collections.Immutable;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Passes;

/// <summary>Cuts steps that read and store more values than one kernel of an accelerator can take.</summary>
internal static class SplitSteps
{
    public static ImmutableArray<Step> Run(ImmutableArray<Step> steps, ImmutableArray<Node> live, int mostValues)
    {
        ILookup<Node, Node> readers = live.Where(reader => reader.Op is not ViewOp)
            .SelectMany(reader => reader.Inputs.Select(input => (Input: Fuse.Storage(input), Reader: reader)))
            .ToLookup(pair => pair.Input, pair => pair.Reader);
        var narrow = ImmutableArray.CreateBuilder<Step>();
        foreach (Step step in steps)
        {
            for (Step rest = step; ;)
            {
                var tail = new Stack<Node>();
                while (ValuesOf(rest, readers) > mostValues && rest.Elementwise.Count > (rest.Kernel is null ? 1 : 0))
                {
                    tail.Push(rest.Elementwise[rest.Elementwise.Count - 1]);
                    rest.Elementwise.RemoveAt(rest.Elementwise.Count - 1);
                }

                narrow.Add(rest.Index == narrow.Count ? rest : rest.At(narrow.Count));
                if (tail.Count == 0)
                {
                    break;
                }

                rest = new Step(narrow.Count, null, step.Domain, step.Traversal);
                rest.Elementwise.AddRange(tail);
            }
        }

        return narrow.ToImmutable();
    }

    /// <summary>How many values in memory a step reads or stores.</summary>
    private static int ValuesOf(Step step, ILookup<Node, Node> readers)
    {
        var inside = new HashSet<Node>(step.Nodes);
        int read = step.Nodes.SelectMany(node => node.Inputs).Where(input => !inside.Contains(Fuse.Storage(input)) && !Fuse.IsUniform(input))
            .Select(Fuse.Memory).Distinct().Count();
        return read + step.Nodes.Count(node => node.Op.IsEffect || readers[node].Any(reader => !inside.Contains(reader)));
    }
}
