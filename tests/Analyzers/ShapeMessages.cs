using CompiledNets.Analyzers.Tests.Support;

namespace CompiledNets.Analyzers.Tests;

/// <summary>What ops say of shapes that do not fit, word for word and at its place. What is not marked is a good neighbour.</summary>
public sealed class ShapeMessages
{
    private const string Matching = "Axes are matched from the last one and must be equal or 1: Reshape one of them, or change the layer that made it.";
    private const string OneAxis = "Reshape(1) makes one value an axis.";

    public static TheoryData<string, string> Binary => new()
    {
        {
            "Tensor F([Shape(4)] Tensor x) => Dense(x, 8) + Exp({|CN1003:Exp(Dense(x, 8)) - Dense(x, 9)|});",
            "Cannot subtract (8) and (9): Dense on line 4 makes (8) from (4), but Dense on line 4 makes (9) from (4). Give both Dense layers the same units."
        },
        {
            "Tensor F([Shape(3, 1)] Tensor x, [Shape(4)] Tensor y, [Shape(3)] Tensor z) => x * y + {|CN1003:y * z|};",
            "Cannot multiply (4) and (3): 'y' comes in as (4), but 'z' comes in as (3). " + Matching
        },
        {
            "Tensor F([Shape(4)] Tensor x, [Shape(3, 2)] Tensor y) { var h = Dense(ReLU(x), 7); {|CN1003:h /= y|}; return h; }",
            "Cannot divide (7) and (3,2): Dense on line 4 makes 'h' (7) from (4), but 'y' comes in as (3,2). " + Matching
        },
        {
            "Tensor F([Shape(4)] Tensor x) => {|CN1003:Maximum(x, x[1..3])|};",
            "Cannot compare (4) and (2): 'x' comes in as (4), but the slice on line 4 makes (2) from (4). " + Matching
        },
        {
            "Tensor F([Shape(4, 2)] Tensor x, [Shape(3, 3)] Tensor y) => Concat(1, {|CN1003:Concat(0, x, y)|}, x);",
            "Cannot join (4,2) and (3,3) along axis 0: 'x' comes in as (4,2), but 'y' comes in as (3,3). All axes but 0 must be equal: Pad the smaller, or cut the larger with Slice."
        },
        {
            "Tensor F([Shape(4, 2)] Tensor x, [Shape(4)] Tensor y) => {|CN1003:Concat(0, x, y)|};",
            "Cannot join (4,2) and (4) along axis 0: 'x' comes in as (4,2), but 'y' comes in as (4). Reshape one of them to as many axes."
        },
        {
            "Tensor F([Shape(2, 4, 2)] Tensor x, [Shape(3, 2, 3)] Tensor y) => {|CN1003:MatMul(x, y)|};",
            "Cannot multiply the matrices of (2,4,2) and (3,2,3): 'x' comes in as (2,4,2), but 'y' comes in as (3,2,3). Axes before the last two must be equal or 1."
        },
        {
            "Tensor F([Shape(4, 2)] Tensor x, [Shape(3, 4)] Tensor y) => MatMul(y, x) + {|CN1015:MatMul(x, y)|};",
            "MatMul: the 2 columns on the left and the 3 rows on the right must be equal: 'x' comes in as (4,2), but 'y' comes in as (3,4). "
            + "Exchange the two, or change the layer that made one of them."
        },
        {
            "Tensor F([Shape(3, 4)] Tensor x, [Shape(3, 2)] Tokens good, [Shape(2, 1)] Tokens bad) => Gather(x, good) + {|CN1015:Gather(x, bad)|};",
            "Gather: the axes before the last, (3), and those of the index, (2,1), must be equal: 'x' comes in as (3,4), but 'bad' comes in as (2,1). "
            + "Give the index the shape (3), or (3,2) to pick two of each row."
        },
    };

    public static TheoryData<string, string> Single => new()
    {
        {
            "Tensor F([Shape(4)] Tensor x, [Shape] Tensor one) => BatchNorm(x) + {|CN1006:BatchNorm(one)|};",
            "BatchNorm needs channels on axis 0, as in (channels,height,width) or (features), but it gets 'one' (). " + OneAxis
        },
        {
            "Tensor F([Shape(4)] Tensor x) => Dense(x, 1) + {|CN1006:Dense(Sum(x), 1)|};",
            "Dense needs at least one axis, but it gets (), which Sum on line 4 made from (4). " + OneAxis
        },
        {
            "Tensor F([Shape(4)] Tensor x) => x[0] + {|CN1006:Sum(x)[0]|};",
            "An index needs a tensor with axes, but it gets (), which Sum on line 4 made from (4). Indices and ranges pick along the first axis of a sample."
        },
        {
            "Tensor F([Shape(4, 4)] Tensor x) { var h = ReLU(x); return {|CN1006:MaxPool2D(h, 2)|}; }",
            "MaxPool2D needs an image of (channels,height,width), but it gets 'h' (4,4), the shape of 'x'. Reshape(1, 4, 4) makes it an image of one channel."
        },
        {
            "Tensor F([Shape(4)] Tensor x) => {|CN1006:GlobalAveragePool(x)|};",
            "GlobalAveragePool needs channels and axes to average, as in (channels,height,width), but it gets 'x' (4). "
            + "Drop it, or keep the image until here: Flatten and Dense come after it."
        },
        {
            "Tensor F([Shape(1, 5, 5)] Tensor x) => Conv2D(x, 2, 5) + Conv2D(x, 2, 3, dilation: 2) + Conv2D(x, 2, {|CN1007:3|}, dilation: 3);",
            "Conv2D's window of 7x7 (3x3 with dilation 3) does not fit into 5x5: the input is 'x' (1,5,5). "
            + "Give it a kernel of at most 2x2 or a padding of at least 1."
        },
        {
            "Tensor F([Shape(4, 5)] Tensor x) => Max(x, [0, -2]) + Max(x, {|CN1012:[0, -3]|});",
            "Max finds no axis -3 in 'x' (4,5): its axes are 0 to 1 (or -2 to -1); the batch is not counted"
        },
        {
            "Tensor F([Shape(4, 5)] Tensor x) => Reshape(x, -1, 2, 2) + Reshape(x, {|CN1014:-1, 3|});",
            "Cannot reshape 20 values to (-1,3), which holds a multiple of 3: the input is 'x' (4,5). One extent may be -1, which is what remains."
        },
        {
            "Tensor F([Shape(4, 5)] Tensor x) => Sum(x[1..4]) + Sum(x[{|CN1016:1..5|}]);",
            "Range 1..5 is outside of the first axis of 'x' (4,5). Its ends are 0 to 4, or ^4 to ^0."
        },
        {
            "Tensor F([Shape(4, 5)] Tensor x) => Sum(Gather(Sum(x, 0), Arange(5))) + Sum({|CN1016:Gather(Sum(x, 0), Arange(6))|});",
            "Index 5 of Arange is outside of the last axis of (5), which Sum on line 4 made from (4,5). Its positions are 0 to 4."
        },
        {
            "Tensor F([Shape(30_000)] Tensor x) => {|CN1011:x + Reshape(x, 30_000, 1)|};",
            "'+' is too large: its result would be (30000,30000), and one buffer holds at most 536,870,911 values. Choose smaller sizes."
        },
        {
            "Tensor F([Shape(20_000)] Tensor x) => {|CN1011:Dense(Dense(x, 20_000), 20_000)|};",
            "Dense is too large: with its weight (20000,20000) the network would be 800,020,000 values, and one buffer holds at most 536,870,911 values. Choose smaller sizes."
        },
    };

    public static TheoryData<string, string> Arguments => new()
    {
        { "Dense(x, {|CN1005:-4|})", "'units' of Dense is -4, but it must be at least 1" },
        { "Dense(x, {|CN1005:1_000_000_000|})", "'units' of Dense is 1000000000, but it must be at most 536,870,911" },
        { "Dropout(x, {|CN1005:1|})", "'rate' of Dropout is 1, but it must be at least 0 and below 1" },
        { "LayerNorm(x, epsilon: {|CN1005:0|})", "'epsilon' of LayerNorm is 0, but it must be above 0" },
        { "BatchNorm(x, momentum: {|CN1005:2|})", "'momentum' of BatchNorm is 2, but it must be from 0 to 1" },
        { "LeakyReLU(x, {|CN1005:float.NaN|})", "'slope' of LeakyReLU is NaN, but it must be a finite number" },
        { "Pow(x, {|CN1005:double.PositiveInfinity|})", "'exponent' of Pow is Infinity, but it must be a finite number" },
        { "Embedding(Arange(9), {|CN1005:4|}, 3)", "'count' of Embedding is 4, but it must be at least 9, for the positions of Arange" },
        { "Huber(x, x, delta: {|CN1005:0|})", "'delta' of Huber is 0, but it must be a finite number above 0" },
        { "SoftmaxCrossEntropy(x, x, labelSmoothing: {|CN1005:1.5f|})", "'labelSmoothing' of SoftmaxCrossEntropy is 1.5, but it must be at least 0 and below 1" },
        { "RandomNormal({|CN1005:2, 0|})", "'shape' of RandomNormal is 0, but it must be positive extents" },
        { "Reshape(x, {|CN1005:-1, -1|})", "'shape' of Reshape is (-1,-1), but it must be extents of at least 1, of which one may be -1 for what remains" },
        { "x[{|CN1005:^1..1|}]", "'range' of a slice is ^1..1 (3..1 of an axis of 4), but it must be a range of at least one position" },
        { "MaxPool2D(Reshape(x, 1, 2, 2), 2, padding: {|CN1005:2|})", "'padding' of MaxPool2D is 2, but it must be at most half of the window, 1" },
        { "Conv2D(Reshape(x, 2, 2, 1), {|CN1005:3|}, 1, groups: 2)", "'filters' of Conv2D is 3, but it must be a multiple of its 2 groups" },
        {
            "Conv2D(Reshape(x, 2, 2, 1), 3, 1, groups: {|CN1005:3|})",
            "'groups' of Conv2D is 3, but it must be a divisor of the 2 channels of its input (2,2,1), which Reshape on line 4 made from (4)"
        },
    };

    public static TheoryData<string, string> Losses => new()
    {
        {
            "MeanSquaredError(x, wanted) + Huber(x, 0.5f) + {|CN1013:MeanAbsoluteError(x, wanted[1..])|}",
            "MeanAbsoluteError cannot compare (4) with (3): the prediction is 'x' (4), and the target is (3), which the slice on line 4 made from (4). "
            + "Reshape one of them, or change the layer that made it."
        },
        {
            "SoftmaxCrossEntropy(x, label) + SoftmaxCrossEntropy(x, wanted) + {|CN1013:SoftmaxCrossEntropy(Reshape(x, 2, 2), label)|}",
            "SoftmaxCrossEntropy cannot compare (2,2) with (): the prediction is (2,2), which Reshape on line 4 made from (4), and the target is 'label' (). "
            + "Declare 'label' as [Shape(2)], or change the layer that makes the prediction."
        },
        {
            "{|CN1006:SoftmaxCrossEntropy(Reshape(x, 2, 2, 1), label)|}",
            "SoftmaxCrossEntropy needs logits of (classes) or (steps,classes), but it gets (2,2,1), which Reshape on line 4 made from (4). "
            + "Flatten and Dense make logits of one axis."
        },
    };

    [Theory]
    [MemberData(nameof(Binary))]
    [MemberData(nameof(Single))]
    public void Forward_IsReported(string markup, string message) => Check.Reports(Network("[Forward] private " + markup), message);

    [Theory]
    [MemberData(nameof(Arguments))]
    public void Argument_IsReported(string markup, string message) =>
        Check.Reports(Network($"[Forward] private Tensor F([Shape(4)] Tensor x) => {markup};"), message);

    [Theory]
    [MemberData(nameof(Losses))]
    public void Loss_IsReported(string markup, string message) => Check.Reports(
        Network($"[Objective] private Tensor L([Shape(4)] Tensor x, [Shape(4)] Tensor wanted, [Shape] Tokens label) => {markup};"), message);

    [Theory]
    [InlineData("[Network, Input({|CN1005:0|}, 4), Dense(2)]", "'shape' of [Input] is 0, but it must be at least 1 on every axis")]
    [InlineData("[Network, {|CN1011:Input(100_000, 100_000)|}, Dense(2)]", "[Input] is too large: a sample would be (100000,100000), and one buffer holds at most 536,870,911 values. Choose smaller sizes.")]
    [InlineData("[Network, Input(4), Dense(2, Bias = false), Reshape({|CN1014:3|})]", "Cannot reshape 2 values to (3), which holds 3: the input is (2), which Dense on line 1 made from (4). One extent may be -1, which is what remains.")]
    public void Chain_IsReported(string attributes, string message) => Check.Reports(attributes + "\npublic partial class Net;", message);

    // The members stand on line 4.
    private static string Network(string members) => $"[Network]\npublic partial class Net\n{{\n{members}\n}}";
}
