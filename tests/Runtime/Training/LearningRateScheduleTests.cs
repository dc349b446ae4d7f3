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
        AssertRates(golden["PolynomialDecay"].Floats(), new PolynomialDecay(9, power: 1.7));
        AssertRates(golden["OneCycle"].Floats(), new OneCycle(13));
        AssertRates(golden["OneCycle, settings"].Floats(), new OneCycle(13, rise: 0.5, startDivisor: 10, endDivisor: 20));
    }

    // The losses of make_golden.py: they fall, stand still, rise, and one is no number.
    private static readonly double[] Losses =
    [
        3, 2, 1.995, 1.99, 1.985, 1.9, 1.9, 1.9, 1.9, 1.9, double.NaN, 1, 1.2, 1.1, 0.995, 0.5, 0.6, 0.6, 0.6, 0.6,
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Plateaus_LowerTheRateAsInPyTorch(bool isInterrupted)
    {
        JsonNode golden = Golden.Read("optimizers")["schedules"]!;
        AssertFollows(golden["ReduceOnPlateau"].Floats(), () => new ReduceOnPlateau(0.5, 2, 0.01, cooldown: 1, floor: 0.2), isInterrupted);
        AssertFollows(
            golden["ReduceOnPlateau, settings"].Floats(), () => new WarmUp(1, new ReduceOnPlateau(0.7, 1, 0.1)), isInterrupted);
    }

    /// <summary>Interrupted: after each epoch another schedule goes on from the memory of the one before.</summary>
    private static void AssertFollows(float[] expected, Func<LearningRateSchedule> create, bool isInterrupted)
    {
        LearningRateSchedule schedule = create();
        for (int epoch = 0; epoch < Losses.Length; epoch++)
        {
            schedule.Observe(Losses[epoch]);
            Assert.Equal(expected[epoch], schedule.At(5), 1e-6);
            if (isInterrupted)
            {
                IReadOnlyList<double> memory = schedule.Memory;
                schedule = create();
                schedule.Memory = memory;
            }
        }
    }

    [Fact]
    public void FinishedSchedules_StayAtTheirEnd()
    {
        Assert.Equal(1.0 / 600, new OneCycle(7, startDivisor: 20, endDivisor: 30).At(6), 1e-9);
        Assert.Equal(1.0 / 600, new OneCycle(7, startDivisor: 20, endDivisor: 30).At(600), 1e-9);
        AssertRates([1, 0.625f, 0.25f, 0.25f], new PolynomialDecay(2, floor: 0.25));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void ACycle_MayOnlyRiseOrOnlyFall(double rise)
    {
        var cycle = new OneCycle(5, rise, startDivisor: 2, endDivisor: 2);
        double[] rates = [.. Enumerable.Range(0, 5).Select(step => cycle.At(step))];
        Assert.All(rates, rate => Assert.InRange(rate, 0.25, 1));
        Assert.Equal(rise > 0 ? rates.Order() : rates.OrderDescending(), rates);
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
