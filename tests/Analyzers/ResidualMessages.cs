using CompiledNets.Analyzers.Tests.Support;

namespace CompiledNets.Analyzers.Tests;

/// <summary>The mistake that everyone makes once: two ways through a block that end with different shapes. The message says what
/// happened on each since they parted, and what to write.</summary>
public sealed class ResidualMessages
{
    [Theory]
    [InlineData(
        "x", "2", "64",
        "Cannot add (64,28,28) and (64,56,56): 'shortcut' keeps the input's size, but Conv2D on line 12 halves it (stride 2). "
        + "Give 'shortcut' stride 2 as well, with a 1x1 Conv2D, or drop the stride.")]
    [InlineData(
        "BatchNorm(Conv2D(x, filters, 1))", "2", "64",
        "Cannot add (64,28,28) and (64,56,56): 'shortcut' keeps the size of 'x', but Conv2D on line 12 halves it (stride 2). "
        + "Give Conv2D on line 14 stride 2 as well, or drop the stride.")]
    [InlineData(
        "x", "1", "128",
        "Cannot add (128,56,56) and (64,56,56): 'shortcut' keeps the input's 64 channels, but Conv2D on line 12 makes 128. "
        + "Give 'shortcut' a 1x1 Conv2D of 128 filters.")]
    [InlineData(
        "x", "2", "128",
        "Cannot add (128,28,28) and (64,56,56): 'shortcut' keeps the input's shape, but Conv2D on line 12 makes 'y' (128,28,28) from (64,56,56). "
        + "Give 'shortcut' a 1x1 Conv2D of 128 filters and stride 2.")]
    [InlineData(
        "Conv2D(x, filters, 1, stride: 4)", "2", "64",
        "Cannot add (64,28,28) and (64,14,14): Conv2D on line 12 makes 'y' (64,28,28) from (64,56,56), but Conv2D on line 14 makes 'shortcut' (64,14,14) from (64,56,56). "
        + "Give both the same stride and padding.")]
    [InlineData(
        "Conv2D(x, filters, 3, stride)", "1", "64",
        "Cannot add (64,56,56) and (64,54,54): 'y' keeps the size of 'x', but Conv2D on line 14 makes it 54x54 (no padding). "
        + "Give Conv2D on line 14 padding 1, with which it keeps the size.")]
    public void Mismatch_IsExplained(string shortcut, string stride, string filters, string message) =>
        Check.Reports(Residual("{|CN1003:y + shortcut|}", shortcut, stride, filters), message);

    [Theory]
    [InlineData("BatchNorm(Conv2D(x, filters, 1, stride, bias: false))", "2", "128")]
    [InlineData("x", "1", "64")]
    public void MatchingWays_AreClean(string shortcut, string stride, string filters) =>
        Check.IsClean(Residual("y + shortcut", shortcut, stride, filters));

    private static string Residual(string sum, string shortcut, string stride, string filters) => $$"""
        [Network]
        public partial class Net
        {
            [Forward] private Tensor Logits([Shape(3, 112, 112)] Tensor image)
            {
                var x = ReLU(Conv2D(image, 64, 3, stride: 2, padding: 1));
                return Dense(GlobalAveragePool(Residual(x, {{filters}}, {{stride}})), 10);
            }

            private Tensor Residual(Tensor x, int filters, int stride)
            {
                var y = ReLU(BatchNorm(Conv2D(x, filters, 3, stride, padding: 1, bias: false)));
                y = BatchNorm(Conv2D(y, filters, 3, padding: 1, bias: false));
                var shortcut = {{shortcut}};
                return ReLU({{sum}});
            }
        }
        """;
}
