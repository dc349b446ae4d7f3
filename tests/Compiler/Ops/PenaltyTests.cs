using CompiledNets.Compiler.Tests.EndToEnd;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.Ops;

public sealed class PenaltyTests
{
    private const string Parts = "[Dense(2)] private partial Tensor Head(Tensor x); [ReLU] private partial Tensor Bend(Tensor x);";

    [Theory]
    [InlineData("nameof(Head)", "MeanSquaredError(Dense(x, 2), y)", "'Head' has no parameters in this entry point, which has those of Loss: name one of these, or call 'Head' here")]
    [InlineData("nameof(Bend)", "MeanSquaredError(Bend(Head(x)), y)", "'Bend' has no parameters in this entry point, which has those of Head: name one of these, or call 'Bend' here")]
    [InlineData("\"Heads\"", "MeanSquaredError(Head(x), y)", "'Heads' has no parameters in this entry point, which has those of Head: name one of these, or call 'Heads' here")]
    [InlineData("nameof(Head)", "MeanSquaredError(x[..2], y)", "'Head' has no parameters in this entry point, which has those of no part: name one of these, or call 'Head' here")]
    public void APartWithoutParametersHere_IsReportedAtItsName(string part, string loss, string message) => Assert.Equal(
        [$"CN1018 @ '{part}': L2Penalty: {message}"],
        Findings.OfMembers($"{Parts} [Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape(2)] Tensor y) => {loss} + L2Penalty({part});"));

    [Fact]
    public void HalfOfL2Penalty_IsWeightDecay()
    {
        const string Members = """
            [Dense(5), ReLU] private partial Tensor Body(Tensor x);
            [Dense(2)] private partial Tensor Head(Tensor x);
            [Objective] private Tensor Plain([Shape(4)] Tensor x, [Shape(2)] Tensor y) => MeanSquaredError(Head(Body(x)), y);
            [Objective] private Tensor Penalised([Shape(4)] Tensor x, [Shape(2)] Tensor y) => Plain(x, y) + 0.15f * L2Penalty(nameof(Head));
            """;
        CompiledNetwork compiled = CompiledNetwork.From(Reader.Network(Members));
        INetwork plain = compiled.Create(), penalised = compiled.Create();
        Sgd decaying = new(0.1) { Groups = [new ParameterGroup("Head", weightDecay: 0.3)] }, sgd = new(0.1);
        var random = new Random(1);
        for (int step = 0; step < 5; step++)
        {
            var batch = new ArrayBatch(7, [Values(28), Values(14)]);
            plain.AllObjectives[0].Gradients(batch);
            decaying.Step(plain);
            penalised.AllObjectives[1].Gradients(batch);
            sgd.Step(penalised);
        }

        Assert.All(plain.Core.Parameters.ToArray().Zip(penalised.Core.Parameters.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));

        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }
}
