using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>λ·elu(x, α) with the λ and α of Klambauer et al. 2017, "Self-Normalizing Neural Networks".</summary>
internal sealed class SELU : Definition
{
    private const double Alpha = 1.6732632423543772848170429916717, Scale = 1.0507009873554804934193349852946;

    public override string Name => "SELU";

    public override Node Build(Call call) =>
        call.Add(new MultiplyOp(), call.AddPart("Unscaled", new ELUOp(Alpha), call.Input), call.Constant(Scale));
}
