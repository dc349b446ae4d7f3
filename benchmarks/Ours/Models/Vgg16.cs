using static CompiledNets.Ops;

namespace CompiledNets.Benchmarks.Models;

/// <summary><c>VGG16</c> of the peers' workloads.py (Simonyan and Zisserman 2015).</summary>
[Network]
public partial class Vgg16
{
    [Conv2D(64, 3, Padding = 1), ReLU, Conv2D(64, 3, Padding = 1), ReLU, MaxPool2D(2)]
    [Conv2D(128, 3, Padding = 1), ReLU, Conv2D(128, 3, Padding = 1), ReLU, MaxPool2D(2)]
    [Conv2D(256, 3, Padding = 1), ReLU, Conv2D(256, 3, Padding = 1), ReLU, Conv2D(256, 3, Padding = 1), ReLU, MaxPool2D(2)]
    [Conv2D(512, 3, Padding = 1), ReLU, Conv2D(512, 3, Padding = 1), ReLU, Conv2D(512, 3, Padding = 1), ReLU, MaxPool2D(2)]
    [Conv2D(512, 3, Padding = 1), ReLU, Conv2D(512, 3, Padding = 1), ReLU, Conv2D(512, 3, Padding = 1), ReLU, MaxPool2D(2)]
    private partial Tensor Features(Tensor image);

    // Of 2015: pooling before the dense layers came later.
#pragma warning disable CN3002
    [Dense(4096), ReLU, Dropout(0.5f), Dense(4096), ReLU, Dropout(0.5f), Dense(1000)]
    private partial Tensor Classifier(Tensor features);

    [Forward]
    private Tensor Logits([Shape(3, 224, 224)] Tensor image) => Classifier(Flatten(Features(image)));
}
