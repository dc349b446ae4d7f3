using CompiledNets.Benchmarks.Models;

namespace CompiledNets.Tests.Strict;

/// <summary>That this project builds is the test: here its networks run.</summary>
public sealed class StrictTests
{
    [Fact]
    public void Networks_RunUnderTheStrictestRules()
    {
        var chain = new Chain(seed: 1);
        float[] logits = new float[2 * 3];
        chain.Predict(new float[2 * 144], logits);
        float loss = chain.LossGradients(new float[2 * 144], [0, 2]);
        new Adam(1e-3).Step(chain);

        var wiring = new Wiring(seed: 1);
        float[] state = new float[8];
        wiring.Step(new float[8], state, new float[5]);
        wiring.Answer([1, 2, 3, 4, 5, 6, 7], new float[5], new int[1]);
        new Outer.Blocks(seed: 1).Encode(new float[32], new float[8]);

        Assert.True(float.IsFinite(loss));
        Assert.All(logits, value => Assert.True(float.IsFinite(value)));
        Assert.True(ResNet18.ParameterCount > 11_000_000);
    }
}
