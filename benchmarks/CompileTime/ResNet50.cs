namespace CompiledNets.Benchmarks.CompileTime;

/// <summary>A network of fifty layers with weights (ResNet-50: He and others, 2015), as text: nothing here compiles it but the benchmark.</summary>
internal static class ResNet50
{
    /// <summary>The source; <see cref="Classes"/> is what an edit of it changes.</summary>
    public const string Source = """
        using CompiledNets;
        using static CompiledNets.Ops;

        [Network]
        public partial class ResNet50
        {
            private const int Classes = 1000;

            [Forward] private Tensor Logits([Shape(3, 224, 224)] Tensor image)
            {
                var x = MaxPool2D(Normalised(image, 64, 7, stride: 2, padding: 3), 3, stride: 2, padding: 1);
                x = Stage(x, 64, 1, blocks: 3);
                x = Stage(x, 128, 2, blocks: 4);
                x = Stage(x, 256, 2, blocks: 6);
                x = Stage(x, 512, 2, blocks: 3);
                return Dense(GlobalAveragePool(x), Classes);
            }

            [Objective] private Tensor Loss([Shape(3, 224, 224)] Tensor image, [Shape] Tokens label) => SoftmaxCrossEntropy(Logits(image), label);

            private Tensor Stage(Tensor x, int filters, int stride, int blocks)
            {
                x = Bottleneck(x, BatchNorm(Conv2D(x, 4 * filters, 1, stride, bias: false)), filters, stride);
                for (int block = 1; block < blocks; block++)
                {
                    x = Bottleneck(x, x, filters, 1);
                }

                return x;
            }

            private Tensor Bottleneck(Tensor x, Tensor shortcut, int filters, int stride)
            {
                var y = Normalised(x, filters, 1, 1, 0);
                y = Normalised(y, filters, 3, stride, padding: 1);
                y = BatchNorm(Conv2D(y, 4 * filters, 1, bias: false));
                return ReLU(y + shortcut);
            }

            private Tensor Normalised(Tensor x, int filters, int size, int stride, int padding) =>
                ReLU(BatchNorm(Conv2D(x, filters, size, stride, padding, bias: false)));
        }
        """;

    /// <summary>How the number of classes stands in the source.</summary>
    public const string Classes = "Classes = 1000";
}
