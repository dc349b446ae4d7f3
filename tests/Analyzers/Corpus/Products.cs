// Reductions and products: axes that go, axes that meet.
using CompiledNets;
using static CompiledNets.Ops;

namespace Corpus.Products;

[Network]
public partial class BadSum
{
    [Forward] private Tensor Out([Shape(4, 8)] Tensor x) => Sum(x, axis: 2);
//                                                                       ^ CN1012: Sum finds no axis 2 in 'x' (4,8): its axes are 0 to 1 (or
//          -2 to -1); the batch is not counted
}

[Network]
public partial class GoodSum
{
    [Forward] private Tensor Out([Shape(4, 8)] Tensor x) => Sum(x, axis: 1);
}

[Network]
public partial class BadMean
{
    [Forward] private Tensor Out([Shape(4, 8)] Tensor x) => Mean(x, axis: -3);
//                                                                        ^^ CN1012: Mean finds no axis -3 in 'x' (4,8): its axes are 0 to 1
//          (or -2 to -1); the batch is not counted
}

[Network]
public partial class GoodMean
{
    [Forward] private Tensor Out([Shape(4, 8)] Tensor x) => Mean(x, axis: -2);
}

[Network]
public partial class BadMax
{
    [Forward] private Tensor Out([Shape(4, 8)] Tensor x) => Max(x, [0, 2]);
//                                                                 ^^^^^^ CN1012: Max finds no axis 2 in 'x' (4,8): its axes are 0 to 1 (or
//          -2 to -1); the batch is not counted
}

[Network]
public partial class GoodMax
{
    [Forward] private Tensor Out([Shape(4, 8)] Tensor x) => Max(x, [0, 1]);
}

[Network]
public partial class BadMeanKept
{
    [Forward] private Tensor Out([Shape(4, 8)] Tensor x) => x - Mean(x, axis: 1);
//                                                          ^^^^^^^^^^^^^^^^^^^^ CN1003: Cannot subtract (4,8) and (4): 'x' comes in as
//          (4,8), but Mean on line 52 makes (4) from (4,8). Give Mean on line 52 keepDims: true, which leaves (4,1).
}

[Network]
public partial class GoodMeanKept
{
    [Forward] private Tensor Out([Shape(4, 8)] Tensor x) => x - Mean(x, axis: 1, keepDims: true);
}

[Network]
public partial class BadCumulativeSum
{
    [Forward] private Tensor Out([Shape(4)] Tensor x) => CumulativeSum(x, 1);
//                                                                        ^ CN1012: CumulativeSum finds no axis 1 in 'x' (4): its only axis
//          is 0 (or -1); the batch is not counted
}

[Network]
public partial class GoodCumulativeSum
{
    [Forward] private Tensor Out([Shape(4)] Tensor x) => CumulativeSum(x, 0);
}

// Rows by columns.
[Network]
public partial class BadMatMul
{
    [Forward] private Tensor Out([Shape(8, 4)] Tensor a, [Shape(8, 4)] Tensor b) => MatMul(a, b);
//                                                                                  ^^^^^^^^^^^^ CN1015: MatMul: the 4 columns on the left
//          and the 8 rows on the right must be equal: 'a' comes in as (8,4), but 'b' comes in as (8,4). Change the layer that made one of
//          them.
}

[Network]
public partial class GoodMatMul
{
    [Forward] private Tensor Out([Shape(8, 4)] Tensor a, [Shape(8, 4)] Tensor b) => MatMul(a, Transpose(b));
}

[Network]
public partial class BadMatMulNumber
{
    [Forward] private Tensor Out([Shape(8, 4)] Tensor a) => MatMul(a, Sum(a));
//                                                          ^^^^^^^^^^^^^^^^^ CN1006: MatMul needs matrices or vectors, but it gets (),
//          which Sum on line 96 made from (8,4). Write * to multiply by one number.
}

[Network]
public partial class GoodMatMulNumber
{
    [Forward] private Tensor Out([Shape(8, 4)] Tensor a) => a * Sum(a);
}

[Network]
public partial class BadMatMulBatch
{
    [Forward] private Tensor Out([Shape(2, 8, 4)] Tensor a, [Shape(3, 4, 8)] Tensor b) => MatMul(a, b);
//                                                                                        ^^^^^^^^^^^^ CN1003: Cannot multiply the matrices
//          of (2,8,4) and (3,4,8): 'a' comes in as (2,8,4), but 'b' comes in as (3,4,8). Axes before the last two must be equal or 1.
}

[Network]
public partial class GoodMatMulBatch
{
    [Forward] private Tensor Out([Shape(2, 8, 4)] Tensor a, [Shape(2, 4, 8)] Tensor b) => MatMul(a, b);
}

[Network]
public partial class BadMatMulVector
{
    [Forward] private Tensor Out([Shape(8, 4)] Tensor a, [Shape(3)] Tensor b) => MatMul(a, b);
//                                                                               ^^^^^^^^^^^^ CN1015: MatMul: the 4 columns on the left and
//          the 3 rows on the right must be equal: 'a' comes in as (8,4), but 'b' comes in as (3). Change the layer that made one of them.
}

[Network]
public partial class GoodMatMulVector
{
    [Forward] private Tensor Out([Shape(8, 4)] Tensor a, [Shape(4)] Tensor b) => MatMul(a, b);
}

[Network]
public partial class BadCosineSimilarity
{
    [Forward] private Tensor Out([Shape(4, 8)] Tensor a, [Shape(4, 7)] Tensor b) => CosineSimilarity(a, b);
//                                                                                  ^^^^^^^^^^^^^^^^^^^^^^ CN1003: Cannot compare (4,8) and
//          (4,7): 'a' comes in as (4,8), but 'b' comes in as (4,7). Axes are matched from the last one and must be equal or 1: Reshape one
//          of them, or change the layer that made it.
}

[Network]
public partial class GoodCosineSimilarity
{
    [Forward] private Tensor Out([Shape(4, 8)] Tensor a, [Shape(4, 8)] Tensor b) => CosineSimilarity(a, b);
}
