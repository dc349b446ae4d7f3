using System.Text.Json.Nodes;

namespace CompiledNets.Tests.Training;

public class OptimizerRuleTests
{
    // Twenty steps of float32 arithmetic on values near 1: a few units in the last place each, with room for the
    // division by small deviations in the first steps.
    private const double Tolerance = 2e-5;

    public static TheoryData<string> GoldenCases =>
    [
        .. Golden.Read("optimizers")["cases"]!.AsArray().Select(one => (string)one!["name"]!),
    ];

    [Theory]
    [MemberData(nameof(GoldenCases))]
    public void TwentySteps_AreWherePyTorchArrives(string name)
    {
        Optimizer optimizer = name switch
        {
            "Sgd" => new Sgd(0.1),
            "Sgd, decay" => new Sgd(0.1, weightDecay: 0.01),
            "Sgd, momentum" => new Sgd(0.1, momentum: 0.9, weightDecay: 0.01),
            "Sgd, Nesterov" => new Sgd(0.1, momentum: 0.9, nesterov: true, weightDecay: 0.01),
            "Adam" => new Adam(),
            "Adam, decay" => new Adam(0.01, 0.8, 0.95, 1e-3, weightDecay: 0.1),
            "AdamW" => new AdamW(),
            "AdamW, settings" => new AdamW(0.01, 0.8, 0.95, 1e-3, weightDecay: 0.1),
            "RmsProp" => new RmsProp(),
            "RmsProp, momentum" => new RmsProp(0.003, alpha: 0.9, momentum: 0.8, weightDecay: 0.1),
            "RmsProp, centered" => new RmsProp(0.003, alpha: 0.9, centered: true),
            "RmsProp, both" => new RmsProp(0.003, alpha: 0.9, momentum: 0.8, centered: true),
            "Adagrad" => new Adagrad(),
            "Adagrad, settings" => new Adagrad(0.1, rateDecay: 0.2, weightDecay: 0.1, initialAccumulator: 0.3, epsilon: 1e-3),
            "Adamax" => new Adamax(),
            "Adamax, settings" => new Adamax(0.01, 0.8, 0.95, 1e-3, weightDecay: 0.1),
            "NAdam" => new NAdam(),
            "NAdam, settings" => new NAdam(0.01, 0.8, 0.95, 1e-3, weightDecay: 0.1, momentumDecay: 0.1),
            "Lion" => new Lion(),
            "Lion, settings" => new Lion(0.01, 0.8, 0.95, weightDecay: 0.1),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No optimiser of ours is set up like this."),
        };
        JsonObject golden = Golden.Read("optimizers");
        JsonNode expected = golden["cases"]!.AsArray().Single(one => (string)one!["name"]! == name)!["parameters"]!;
        AssertTrajectory(optimizer, golden, expected.Rows());
    }

    [Fact]
    public void GlobalNormClipping_IsPyTorchs()
    {
        JsonObject golden = Golden.Read("optimizers");
        JsonNode clipping = golden["clipping"]!;
        var optimizer = new Sgd(0.1) { MaxGradientNorm = (double)clipping["maxNorm"]! };
        AssertTrajectory(optimizer, golden, clipping["parameters"].Rows());
    }

    // 70,003 crosses several pieces of parallel work; the others end inside a vector.
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(61)]
    [InlineData(70_003)]
    public void EveryRule_FollowsItsFormulaInDouble(int length)
    {
        AssertFollows(length, new Sgd(0.05), () => ReferenceOptimizers.Sgd(0.05, 0, false, 0));
        AssertFollows(length, new Sgd(0.05, 0.7, false, 0.2), () => ReferenceOptimizers.Sgd(0.05, 0.7, false, 0.2));
        AssertFollows(length, new Sgd(0.05, 0.7, true, 0.2), () => ReferenceOptimizers.Sgd(0.05, 0.7, true, 0.2));
        AssertFollows(
            length, new Adam(0.02, 0.85, 0.97, 1e-6, 0.3), () => ReferenceOptimizers.Adam(0.02, 0.85, 0.97, 1e-6, 0.3, 0));
        AssertFollows(
            length, new AdamW(0.02, 0.85, 0.97, 1e-6, 0.3), () => ReferenceOptimizers.Adam(0.02, 0.85, 0.97, 1e-6, 0, 0.3));
        AssertFollows(length, new Adagrad(0.05, 0.1, 0.2, 0.3, 1e-3), () => ReferenceOptimizers.Adagrad(0.05, 0.1, 0.2, 0.3, 1e-3));
        AssertFollows(length, new Adamax(0.02, 0.85, 0.97, 1e-3, 0.3), () => ReferenceOptimizers.Adamax(0.02, 0.85, 0.97, 1e-3, 0.3));
        AssertFollows(
            length, new NAdam(0.02, 0.85, 0.97, 1e-3, 0.3, 0.1), () => ReferenceOptimizers.NAdam(0.02, 0.85, 0.97, 1e-3, 0.3, 0.1));
        foreach (double momentum in (double[])[0, 0.6])
        {
            foreach (bool centered in (bool[])[false, true])
            {
                AssertFollows(
                    length, new RmsProp(0.003, 0.9, 1e-3, 0.1, momentum, centered),
                    () => ReferenceOptimizers.RmsProp(0.003, 0.9, 1e-3, 0.1, momentum, centered));
            }
        }
    }

    [Fact]
    public void Lion_StaysWhereNothingPulls()
    {
        var network = new ParametersOnly(3);
        network.Core.WriteParameters().Fill(1);
        network.AddGradients([2, 0, -0.5f], 0);
        new Lion(0.25, weightDecay: 0).Step(network);
        Assert.Equal([0.75f, 1f, 1.25f], network.Core.Parameters);
    }

    [Fact]
    public void NAdam_GoesOnWhenItsProductHasVanished()
    {
        double expected = 0;
        ReferenceOptimizers.Rule rule = ReferenceOptimizers.NAdam(0.001, 0.5, 0.999, 1e-8, 0, 0.004);
        var network = new ParametersOnly(1);
        var optimizer = new NAdam(0.001, beta1: 0.5);
        for (int step = 1; step <= 300; step++)
        {
            float gradient = MathF.Sin(step);
            network.AddGradients([gradient], 0);
            optimizer.Step(network);
            expected = rule(expected, gradient, step);
        }

        Numbers.AssertClose([expected], network.Core.Parameters, Tolerance, "after 300 steps");
    }

    private static void AssertTrajectory(Optimizer optimizer, JsonObject golden, float[][] expected)
    {
        var network = new ParametersOnly(5, 6);
        golden["start"].Floats().CopyTo(network.Core.WriteParameters());
        float[][] gradients = golden["gradients"].Rows();
        Assert.Equal(20, gradients.Length);
        for (int step = 0; step < gradients.Length; step++)
        {
            network.AddGradients(gradients[step], 0, 1);
            optimizer.Step(network);
            Numbers.AssertClose(expected[step].ToDoubles(), network.Core.Parameters, Tolerance, $"step {step + 1}");
        }
    }

    private static void AssertFollows(int length, Optimizer optimizer, Func<ReferenceOptimizers.Rule> rule)
    {
        var network = new ParametersOnly(length);
        Numbers.Uniform(1, length).CopyTo(network.Core.WriteParameters());
        double[] expected = network.Core.Parameters.ToDoubles();
        ReferenceOptimizers.Rule[] rules = [.. expected.Select(_ => rule())];
        for (int step = 1; step <= 20; step++)
        {
            float[] gradients = Numbers.Uniform(1 + step, length);
            network.AddGradients(gradients, 0);
            optimizer.Step(network);
            for (int i = 0; i < length; i++)
            {
                expected[i] = rules[i](expected[i], gradients[i], step);
            }

            Numbers.AssertClose(expected, network.Core.Parameters, Tolerance, $"{optimizer.GetType().Name}, step {step}");
        }
    }
}
