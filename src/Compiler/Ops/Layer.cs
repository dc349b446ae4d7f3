using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>Where a value enters another network that is a layer: the value itself, if it has the shape that the network takes.</summary>
internal sealed class Layer : Definition
{
    public override string Name => InnerNetwork.InputOp;

    public override ElementKind? Reads(int input) => null;

    public override Node? Build(Call call)
    {
        Shape expected = Shape.Of([.. call.Integers("shape") ?? []]);
        if (call.Input.Shape == expected)
        {
            return call.Input;
        }

        string network = call.Value("network") is Literal.Text name ? name.Value : Name;
        call.Report(Rules.LayerShape, call.Input.Op is InputOp ? Losses.FactsOf(call.Input, expected) : [], network, expected.ToString(), call.Describe(call.Input));
        return null;
    }
}
