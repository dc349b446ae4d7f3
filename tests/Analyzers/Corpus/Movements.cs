// Axes are those of a sample, counted from 0 or from the end.
using CompiledNets;
using static CompiledNets.Ops;

namespace Corpus.Movements;

[Network]
public partial class BadReshape
{
    [Forward] private Tensor Out([Shape(3, 32, 32)] Tensor image) => Reshape(image, 3, 1000);
//                                                                                  ^^^^^^^ CN1014: Cannot reshape 3072 values to (3,1000),
//          which holds 3000: the input is 'image' (3,32,32). One extent may be -1, which is what remains.
}

[Network]
public partial class GoodReshape
{
    [Forward] private Tensor Out([Shape(3, 32, 32)] Tensor image) => Reshape(image, 3, 1024);
}

// PyTorch's view(-1, ...) counts the batch, which is no axis here.
[Network]
public partial class BadReshapeBatch
{
    [Forward] private Tensor Out([Shape(3, 32, 32)] Tensor image) => Reshape(image, -1, 3, 1000);
//                                                                                  ^^^^^^^^^^^ CN1014: Cannot reshape 3072 values to
//          (-1,3,1000), which holds a multiple of 3000: the input is 'image' (3,32,32). One extent may be -1, which is what remains.
}

[Network]
public partial class GoodReshapeBatch
{
    [Forward] private Tensor Out([Shape(3, 32, 32)] Tensor image) => Reshape(image, 3, -1);
}

[Network]
public partial class BadReshapeTwice
{
    [Forward] private Tensor Out([Shape(3, 32, 32)] Tensor image) => Reshape(image, -1, -1);
//                                                                                  ^^^^^^ CN1005: 'shape' of Reshape is (-1,-1), but it
//          must be extents of at least 1, of which one may be -1 for what remains
}

[Network]
public partial class GoodReshapeTwice
{
    [Forward] private Tensor Out([Shape(3, 32, 32)] Tensor image) => Reshape(image, -1, 32);
}

[Network]
public partial class BadFlatten
{
    [Forward] private Tensor Out([Shape(3, 32, 32)] Tensor image) => Flatten(image) + Reshape(image, 3000);
//                                                                                                   ^^^^ CN1014: Cannot reshape 3072 values
//          to (3000), which holds 3000: the input is 'image' (3,32,32). One extent may be -1, which is what remains.
}

[Network]
public partial class GoodFlatten
{
    [Forward] private Tensor Out([Shape(3, 32, 32)] Tensor image) => Flatten(image) + Reshape(image, 3072);
}

[Network]
public partial class BadTranspose
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => MatMul(Transpose(x), x);
//                                                              ^^^^^^^^^^^^ CN1006: Transpose needs at least two axes, rows and columns,
//          but it gets 'x' (6). Reshape makes it a matrix.
}

[Network]
public partial class GoodTranspose
{
    [Forward] private Tensor Out([Shape(6, 4)] Tensor x) => MatMul(Transpose(x), x);
}

// From (height,width,channels): every axis has its place.
[Network]
public partial class BadPermute
{
    [Forward] private Tensor Out([Shape(32, 32, 3)] Tensor image) => Permute(image, 2, 0);
//                                                                                  ^^^^ CN1005: 'axes' of Permute is (2,0), but it must be
//          each of the 3 axes of 'image' (32,32,3) once
}

[Network]
public partial class GoodPermute
{
    [Forward] private Tensor Out([Shape(32, 32, 3)] Tensor image) => Permute(image, 2, 0, 1);
}

[Network]
public partial class BadPermuteTwice
{
    [Forward] private Tensor Out([Shape(32, 32, 3)] Tensor image) => Permute(image, 2, 2, 0);
//                                                                                  ^^^^^^^ CN1005: 'axes' of Permute is (2,2,0), but it
//          must be each of the 3 axes of 'image' (32,32,3) once
}

[Network]
public partial class GoodPermuteTwice
{
    [Forward] private Tensor Out([Shape(32, 32, 3)] Tensor image) => Permute(image, 2, 0, 1);
}

// A U-Net's skip is larger than what comes up.
[Network]
public partial class BadConcat
{
    [Forward] private Tensor Out([Shape(8, 10, 10)] Tensor x, [Shape(8, 12, 12)] Tensor y) => Concat(0, x, y);
//                                                                                            ^^^^^^^^^^^^^^^ CN1003: Cannot join (8,10,10)
//          and (8,12,12) along axis 0: 'x' comes in as (8,10,10), but 'y' comes in as (8,12,12). All axes but 0 must be equal: Pad the
//          smaller, or cut the larger with Slice.
}

[Network]
public partial class GoodConcat
{
    [Forward] private Tensor Out([Shape(8, 10, 10)] Tensor x, [Shape(8, 12, 12)] Tensor y) => Concat(0, x, MaxPool2D(y, 3, stride: 1));
}

// PyTorch's dim 1 is axis 0 of a sample.
[Network]
public partial class BadConcatAxis
{
    [Forward] private Tensor Out([Shape(8)] Tensor x, [Shape(8)] Tensor y) => Concat(1, x, y);
//                                                                                   ^ CN1012: Concat finds no axis 1 in 'x' (8): its only
//          axis is 0 (or -1); the batch is not counted
}

[Network]
public partial class GoodConcatAxis
{
    [Forward] private Tensor Out([Shape(8)] Tensor x, [Shape(8)] Tensor y) => Concat(0, x, y);
}

[Network]
public partial class BadStack
{
    [Forward] private Tensor Out([Shape(8)] Tensor x, [Shape(9)] Tensor y) => Stack(0, x, y);
//                                                                            ^^^^^^^^^^^^^^ CN1003: Cannot stack (8) and (9): 'x' comes in
//          as (8), but 'y' comes in as (9). All parts must have one shape: Reshape one of them, or join them with Concat.
}

[Network]
public partial class GoodStack
{
    [Forward] private Tensor Out([Shape(8)] Tensor x, [Shape(9)] Tensor y) => Stack(0, x, Dense(y, 8));
}

[Network]
public partial class BadStackAxis
{
    [Forward] private Tensor Out([Shape(8)] Tensor x, [Shape(8)] Tensor y) => Stack(2, x, y);
//                                                                                  ^ CN1005: 'axis' of Stack is 2, but it must be from -2
//          to 1
}

[Network]
public partial class GoodStackAxis
{
    [Forward] private Tensor Out([Shape(8)] Tensor x, [Shape(8)] Tensor y) => Stack(1, x, y);
}

[Network]
public partial class BadSplit
{
    [Forward] private Tensor Out([Shape(10)] Tensor x)
{
        var parts = Split(x, 3);
//                           ^ CN1005: 'parts' of Split is 3, but it must be a divisor of 10, the extent of axis 0 of 'x' (10); other cuts
//          are lists of sizes
        return parts[0] + parts[1];
    }
}

[Network]
public partial class GoodSplit
{
    [Forward] private Tensor Out([Shape(10)] Tensor x)
{
        var parts = Split(x, 5);
        return parts[0] + parts[1];
    }
}

[Network]
public partial class BadSplitSizes
{
    [Forward] private Tensor Out([Shape(10)] Tensor x)
{
        var parts = Split(x, [4, 4]);
//                           ^^^^^^ CN1005: 'sizes' of Split is (4,4), but it must be positive extents whose sum is 10, the extent of axis 0
//          of 'x' (10)
        return parts[0] + parts[1];
    }
}

[Network]
public partial class GoodSplitSizes
{
    [Forward] private Tensor Out([Shape(10)] Tensor x)
{
        var parts = Split(x, [5, 5]);
        return parts[0] + parts[1];
    }
}
