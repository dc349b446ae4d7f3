using CompiledNets.CodeFixes.Fixes;
using CompiledNets.CodeFixes.Tests.Support;

namespace CompiledNets.CodeFixes.Tests;

/// <summary>Fixes of wiring and shapes.</summary>
public sealed class ShapeFixes
{
    [Theory]
    [InlineData("⟦→[Shape(784)] ⟧Tensor image", "Dense(image, 10)", "[Shape(784)]")]
    [InlineData("⟦→[Shape(3, Size, Size)] ⟧Tensor image", "Body(image)", "[Shape(3, Size, Size)]")]
    [InlineData("⟦→[Shape(Words)] ⟧Tokens text", "Dense(Flatten(OneHot(text, 9)), 2)", "[Shape(Words)]")]
    public Task AnInput_GetsTheShapeOfItsUse(string parameter, string result, string shape) => Fixing.Mends<AddShape>(
        "CN1001", $"Write '{shape}' for '{parameter.Split(' ').Last()}'", $$"""
        [Network]
        public partial class Net
        {
            public const int Size = 8, Words = 5;

            [Forward] private Tensor Body([Shape(3, Size, Size)] Tensor x) => GlobalAveragePool(x);
            [Forward] private Tensor Count([Shape(Words)] Tokens text) => Mean(OneHot(text, 9));
            [Forward] private Tensor Logits({{parameter}}) => {{result}};
        }
        """);

    [Fact]
    public Task ALabel_IsOneNumber() => Fixing.Mends<AddShape>(
        "CN1001", "Write '[Shape]' for 'label'", """
        [Network]
        public partial class Net
        {
            [Objective] private Tensor Loss([Shape(4)] Tensor x, ⟦→[Shape] ⟧Tokens label) => SoftmaxCrossEntropy(Dense(x, 3), label);
        }
        """);

    [Theory]
    [InlineData("Conv2D(8, 3), Flatten, Dense(10)", "Input(3, 32, 32)")]
    [InlineData("Dense(10)", "Input(784)")]
    [InlineData("Embedding(100, 8), Flatten, Dense(2)", "Input(64)")]
    [InlineData("LSTM(8), Flatten, Dense(2)", "Input(64, 32)")]
    [InlineData("Conv1D(8, 3), Flatten, Dense(2)", "Input(1, 128)")]
    public Task AChain_GetsAnInput(string layers, string input) => Fixing.Mends<AddShape>(
        "CN1001", $"Write '[{input}]'", $"// A chain.\n[Network⟦→, {input}⟧]\n[{layers}]\npublic partial class Net;");

    [Theory]
    [InlineData("⟦Shape→Shape(1)⟧", "[Shape(1)]")]
    [InlineData("⟦Shape(3)→Shape(1)⟧", "[Shape(1)]")]
    public Task ATarget_GetsTheShapeOfThePrediction(string attribute, string shape) => Fixing.Mends<CorrectShape>(
        "CN1013", $"Write '{shape}' for 'wanted'", $$"""
        [Network]
        public partial class Net
        {
            [Objective] private Tensor Loss([Shape(4)] Tensor x, [{{attribute}}] Tensor wanted) => MeanSquaredError(Dense(x, 1), wanted);
        }
        """);

    [Fact]
    public Task Labels_LoseAShape() => Fixing.Mends<CorrectShape>(
        "CN1013", "Write '[Shape]' for 'label'", """
        [Network]
        public partial class Net
        {
            [Objective] private Tensor Loss([Shape(4)] Tensor x, [⟦Shape(10)→Shape⟧] Tokens label) => SoftmaxCrossEntropy(Dense(x, 10), label);
        }
        """);

    [Fact]
    public Task AState_GetsTheShapeThatTheCallLeaves() => Fixing.Mends<CorrectShape>(
        "CN1020", "Write '[Shape(6)]' for 'state'", """
        [Network]
        public partial class Net
        {
            [Forward] private Tensor Step([Shape(4)] Tensor x, [⟦Shape(8)→Shape(6)⟧] ref Tensor state)
            {
                state = Tanh(Dense(x, 6) + Mean(state));
                return Dense(state, 2);
            }
        }
        """);

    [Theory]
    [InlineData("Conv2D(x, 4, 5⟦→, padding: 2⟧)", "padding: 2")]
    [InlineData("Conv2D(x, 4, ⟦5→3⟧)", "kernel: 3")]
    [InlineData("MaxPool2D(x, 4⟦→, padding: 1⟧)", "padding: 1")]
    [InlineData("Conv2D(x, 4, 3, dilation: 2⟦→, padding: 2⟧)", "padding: 2")]
    public Task AWindow_IsMadeToFit(string call, string written) => Fixing.Mends<PadToSame>(
        "CN1007", $"Write '{written}' in {call.Split('(')[0]}", $$"""
        [Network]
        public partial class Net
        {
            [Forward] private Tensor Features([Shape(4, 3, 3)] Tensor x) => {{call}}; // small
        }
        """);

    [Fact]
    public Task AWindowOfAChain_IsMadeToFit() => Fixing.Mends<PadToSame>(
        "CN1007", "Write 'Padding = 2' in Conv2D",
        "[Network, Input(1, 6, 6)]\n[Conv2D(4, 3), MaxPool2D(2), Conv2D(8, 5⟦→, Padding = 2⟧), ReLU]\n[Flatten, Dense(10)]\npublic partial class Net;");

    [Theory]
    [InlineData("[Network, Input(784)]", "⟦→Reshape(1, 28, 28), ⟧Conv2D(4, 3), ReLU, Flatten, Dense(10)", "Reshape(1, 28, 28)", "Conv2D")]
    [InlineData("[Network, Input(3072)]", "⟦→Reshape(3, 32, 32), ⟧MaxPool2D(2), Flatten, Dense(10)", "Reshape(3, 32, 32)", "MaxPool2D")]
    [InlineData("[Network, Input(12, 9)]", "⟦→Reshape(1, 12, 9), ⟧Conv2D(4, 3), Flatten, Dense(10)", "Reshape(1, 12, 9)", "Conv2D")]
    [InlineData("[Network, Input(100)]", "⟦→Reshape(1, 100), ⟧Conv1D(4, 3), Flatten, Dense(10)", "Reshape(1, 100)", "Conv1D")]
    [InlineData("[Network, Input(1, 8, 8)]", "Conv2D(4, 3), ReLU, ⟦→Flatten, ⟧Dense(10), SoftmaxCrossEntropy", "Flatten", "Dense")]
    public Task AChain_GetsTheAxesThatItLacks(string head, string layers, string op, string layer) => Fixing.Mends<InsertShapeOp>(
        "CN1006", $"Insert {op} before {layer}", $"{head}\n[{layers}]\npublic partial class Net;");

    [Fact]
    public Task AFlattenThatCameTooEarly_IsRemoved() => Fixing.Mends<InsertShapeOp>(
        "CN1006", "Remove the Flatten before it", "[Network, Input(3, 8, 8)]\n[⟦Flatten, →⟧Conv2D(4, 3), ReLU]\n[Flatten, Dense(2)]\npublic partial class Net;");

    [Theory]
    [InlineData("SoftmaxCrossEntropy(Dense(⟦→Flatten(⟧MaxPool2D(x, 2)⟦→)⟧, 10), label)", "Dense")]
    [InlineData("SoftmaxCrossEntropy(⟦→Flatten(⟧Conv2D(x, 9, 8)⟦→)⟧, label)", "SoftmaxCrossEntropy")]
    [InlineData("Ops.SoftmaxCrossEntropy(Ops.Dense(⟦→Flatten(⟧x⟦→)⟧, 10), label)", "Dense")]
    public Task Wiring_GetsTheFlattenThatItLacks(string loss, string layer) => Fixing.Mends<InsertShapeOp>(
        "CN1006", $"Insert Flatten before {layer}", $$"""
        [Network]
        public partial class Net
        {
            [Objective] private Tensor Loss([Shape(3, 8, 8)] Tensor x, [Shape] Tokens label) => {{loss}};
        }
        """);

    [Fact]
    public Task AMemberThatHidesTheOp_IsAvoided() => Fixing.Mends<InsertShapeOp>(
        "CN1006", "Insert Reshape(1, 5, 5) before Conv2D", """
        [Network]
        public partial class Net
        {
            [Forward] private Tensor Features([Shape(5, 5)] Tensor x) => Conv2D(⟦→Ops.Reshape(⟧x⟦→, 1, 5, 5)⟧, 4, 3);
            private static int Reshape => 3;
        }
        """.Replace("private static int Reshape => 3;", "#pragma warning disable CN0030\n    private static int Reshape => 3;"));

    [Theory]
    [InlineData("Mean")]
    [InlineData("Sum")]
    public Task AnObjective_BecomesOneNumber(string reduction) => Fixing.Mends<ReduceObjective>(
        "CN1010", $"Take the {reduction}: '{reduction}(Square(Dense(x, 3) - y))'", $$"""
        [Network]
        public partial class Net
        {
            [Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape(3)] Tensor y) => ⟦→{{reduction}}(⟧Square(Dense(x, 3) - y)⟦→)⟧;
        }
        """);
}
