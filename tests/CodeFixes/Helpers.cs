using CompiledNets.CodeFixes.Refactorings;
using CompiledNets.CodeFixes.Tests.Support;

namespace CompiledNets.CodeFixes.Tests;

/// <summary>Repeated blocks become helpers.</summary>
public sealed class Helpers
{
    [Fact]
    public async Task WhatDiffers_BecomesAParameter() => Assert.Equal(
        """
        [Network]
        public partial class Net
        {
            [Forward] private Tensor Features([Shape(3, 16, 16)] Tensor image)
            {
                var x = Block(image, 8); // first
                x = MaxPool2D(x, 2);
                return Block(x, 16);
            }

            private Tensor Block(Tensor x, int filters) =>
                ReLU(BatchNorm(Conv2D(x, filters, 3, padding: 1, bias: false)));
        }
        """,
        await Refactoring.Apply<ExtractHelper>("""
        [Network]
        public partial class Net
        {
            [Forward] private Tensor Features([Shape(3, 16, 16)] Tensor image)
            {
                var x = ReLU(BatchNorm(Conv2D(image, 8, 3, padding: 1, bias: false))); // first
                x = MaxPool2D(x, 2);
                return ReLU(BatchNorm(Conv2D(x, 16, 3, padding: 1, bias: false)));
            }
        }
        """, "ReLU", "Extract 2 blocks 'ReLU(BatchNorm(Conv2D(…)))' to a helper"));

    [Fact]
    public async Task BlocksWithinBlocks_AreReplacedTogether() => Assert.Equal(
        """
        [Network]
        public partial class Net
        {
            public const int Width = 8;
            private static int Block => 1;
            [Forward] private Tensor Features([Shape(4)] Tensor a, [Shape(4)] Tensor b) =>
                Block2(Block2(a, 0.1f) + b, 0.2f) + Block2(b, 0.1f);

            private Tensor Block2(Tensor x, double rate) =>
                Dropout(Dense(x, Width / 2), rate);
        }
        """,
        await Refactoring.Apply<ExtractHelper>("""
        [Network]
        public partial class Net
        {
            public const int Width = 8;
            private static int Block => 1;
            [Forward] private Tensor Features([Shape(4)] Tensor a, [Shape(4)] Tensor b) =>
                Dropout(Dense(Dropout(Dense(a, Width / 2), 0.1f) + b, Width / 2), 0.2f) + Dropout(Dense(b, Width / 2), 0.1f);
        }
        """, "Dropout", "Extract 3 blocks 'Dropout(Dense(…))' to a helper"));

    [Fact]
    public async Task AValueUsedTwice_IsOneParameter() => Assert.Equal(
        """
        [Network]
        public partial class Net
        {
            [Forward] private Tensor Features([Shape(6)] Tensor a, [Shape(6)] Tensor b) =>
                Concat(0, Block(a, 8), Block(b, 4));

            private Tensor Block(Tensor x, int units) =>
                Dense(Tanh(Dense(x, units)), units);
        }
        """,
        await Refactoring.Apply<ExtractHelper>("""
        [Network]
        public partial class Net
        {
            [Forward] private Tensor Features([Shape(6)] Tensor a, [Shape(6)] Tensor b) =>
                Concat(0, Dense(Tanh(Dense(a, 8)), 8), Dense(Tanh(Dense(b, 4)), 4));
        }
        """, "Dense", "Extract 2 blocks 'Dense(Tanh(Dense(…)))' to a helper"));

    [Theory]
    [InlineData("ReLU(Dense(x, 4))")]
    [InlineData("ReLU(Dense(x, 4)) + Tanh(Dense(x, 4))")]
    [InlineData("ReLU(Dense(x, 4)) + ReLU(Dense(x, 4, bias: false))")]
    [InlineData("ReLU(Exp(x)) + ReLU(Exp(2 * x))")]
    public async Task WhatDoesNotRepeatLayers_IsLeftAlone(string body) => Assert.Null(await Refactoring.Offer<ExtractHelper>($$"""
        [Network]
        public partial class Net
        {
            [Forward] private Tensor Features([Shape(4)] Tensor x) => {{body}};
        }
        """, "ReLU"));
}
