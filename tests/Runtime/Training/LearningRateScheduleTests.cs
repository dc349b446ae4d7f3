using System.Text.Json.Nodes;

namespace CompiledNets.Tests.Training;

public class LearningRateScheduleTests
{
    [Fact]
    public void Schedules_ArePyTorchs()
    {
        JsonNode golden = Golden.Read("optimizers")["schedules"]!;
        AssertRates(golden["StepDecay"].Floats(), new StepDecay(3, 0.5));
        AssertRates(golden["WarmUp"].Floats(), new WarmUp(4));
        AssertRates(golden["CosineDecay"].Floats(), new CosineDecay(11, floor: 0.1));
    }

    [Fact]
    public void Cosine_StaysAtItsFloor() => AssertRates([1, 0.625f, 0.25f, 0.25f, 0.25f], new CosineDecay(2, floor: 0.25));

    [Fact]
    public void WarmUp_HandsOverToTheStartOfTheNext() =>
        AssertRates([0.1f, 0.2f, 0.2f, 0.2f, 0.1f, 0.1f, 0.05f], new WarmUp(2, new ScaledStepDecay()));

    [Fact]
    public void ASchedule_MultipliesTheLearningRateOfEachStep()
    {
        var network = new ParametersOnly(1);
        var sgd = new Sgd(0.5) { Schedule = new StepDecay(2, 0.1) };
        float[] moved = new float[4];
        for (int step = 0; step < moved.Length; step++)
        {
            float before = network.Core.Parameters[0];
            network.AddGradients([1], 0);
            sgd.Step(network);
            moved[step] = before - network.Core.Parameters[0];
        }

        Numbers.AssertClose([0.5, 0.5, 0.05, 0.05], moved, 1e-6, "moved");
        Assert.Equal(0.005, sgd.CurrentLearningRate(network), 1e-9);
    }

    private static void AssertRates(float[] expected, LearningRateSchedule schedule) =>
        Assert.All(expected, (rate, step) => Assert.Equal(rate, schedule.At(step), 1e-6));

    private sealed class ScaledStepDecay : LearningRateSchedule
    {
        public override double At(long step) => 0.2 * new StepDecay(2, 0.5).At(step);
    }
}
