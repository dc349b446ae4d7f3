using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>The sum of a function of each parameter of a part, as far as the entry point has the part's layers.</summary>
internal abstract class Penalty : Definition
{
    public override int LeastInputs => 0;

    public override bool ReadsLayers => true;

    protected abstract Op Cost { get; }

    public override Node? Build(Call call)
    {
        string part = (call.Value("part") as Literal.Text)?.Value ?? "";
        Node[] parameters = [.. call.ParametersOf(part)];
        if (parameters.Length == 0)
        {
            call.ReportAt("part", Rules.NoParameters, [Facts.Of(Facts.Names, call.Owners.Replace(", ", ","))], call.Op, part, call.Owners is { Length: > 0 } owners ? owners : "no part");
            return null;
        }

        return parameters.Select(Sum).Aggregate((sum, next) => call.AddPart("Sum", new AddOp(), sum, next));

        Node Sum(Node parameter)
        {
            Node costs = call.AddPart(parameter.Label.Name + "Costs", Cost, parameter);
            return parameter.Shape.Rank == 0
                ? costs
                : call.AddPart(parameter.Label.Name, new ReduceOp(Reduction.Sum, 0, parameter.Shape.Rank), costs);
        }
    }
}

/// <summary>Σ w².</summary>
internal sealed class L2Penalty : Penalty
{
    public override string Name => "L2Penalty";

    protected override Op Cost => new SquareOp();
}

/// <summary>Σ |w| (Tibshirani 1996).</summary>
internal sealed class L1Penalty : Penalty
{
    public override string Name => "L1Penalty";

    protected override Op Cost => new AbsOp();
}
