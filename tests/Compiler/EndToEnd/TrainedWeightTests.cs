namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>A large weight that a call trains is read where it is stored; what the call does not move is packed.</summary>
public sealed class TrainedWeightTests
{
    private const string Chain = "[Network, Input(261), Dense(131), ReLU, Dense(259), Tanh, Dense(3), MeanSquaredError] public partial class Net;";

    private const string HeadAlone = """
        [Network] public partial class Net
        {
            [Dense(131), ReLU] private partial Tensor Backbone(Tensor x);
            [Dense(3)] private partial Tensor Head(Tensor x);
            [Objective, Trains(nameof(Head)), Evaluates(nameof(Backbone))]
            private Tensor Loss([Shape(261)] Tensor x, [Shape(3)] Tensor y) => Mean(Square(Head(Backbone(x)) - y));
        }
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(37)]
    [InlineData(70)]
    public void LargeLayers_ComputeWhatTheGraphSays(int batch) => SideBySide.Check(Chain, batch);

    [Fact]
    public void TrainedWeight_IsReadWhereItIs()
    {
        string emitted = CompiledNetwork.From(Chain).Emitted;
        string training = emitted[emitted.IndexOf("private static void PrepareForTraining", StringComparison.Ordinal)..];
        training = training[..training.IndexOf('}', StringComparison.Ordinal)];
        Assert.DoesNotContain("Dense1WeightAt", training, StringComparison.Ordinal);
        Assert.DoesNotContain("Dense2WeightAt", training, StringComparison.Ordinal);
        Assert.Contains("CNet.UnpackedGemm.Run(", emitted, StringComparison.Ordinal);
        Assert.Contains("CNet.PackedGemm.Run(", emitted, StringComparison.Ordinal);
    }

    [Fact]
    public void FrozenWeight_IsPacked() => Assert.DoesNotContain("Unpacked", CompiledNetwork.From(HeadAlone).Emitted, StringComparison.Ordinal);
}
