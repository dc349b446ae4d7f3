using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Stability;

/// <summary>CN2015: a part that no entry point calls. C# cannot tell: parts look used to it, since code is emitted for them.</summary>
internal sealed class UnusedPart : StabilityRule
{
    public override IEnumerable<Fault> Check(NetworkModel network)
    {
        SpecNode[] calls = [.. network.Spec.Entries.SelectMany(entry => entry.Body)];
        var called = new HashSet<string>(calls.Where(call => call.Place is not null).Select(call => call.Place!.Owner));
        // Tied weights and penalties name parts in arguments.
        var named = new HashSet<string>(calls.SelectMany(call => call.Arguments).Select(argument => argument.Value).OfType<Literal.Text>()
            .Select(text => text.Value.Split('.')[0]));
        foreach (PartSpec part in network.Spec.Parts)
        {
            if (!called.Contains(part.Name) && !named.Contains(part.Name))
            {
                string layers = string.Join(", ", part.Layers.Select(layer => layer.Op));
                yield return new Fault(Rules.UnusedPart.Id, [part.Name, layers], part.Site);
            }
        }
    }
}
