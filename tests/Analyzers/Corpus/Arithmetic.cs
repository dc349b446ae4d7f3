// Operators and what goes element by element: shapes match as NumPy's do, from the last axis.
using CompiledNets;
using static CompiledNets.Ops;

namespace Corpus.Arithmetic;

// Two inputs of different lengths.
[Network]
public partial class BadAdd
{
    [Forward] private Tensor Out([Shape(4)] Tensor x, [Shape(3)] Tensor y) => x + y;
//                                                                            ^^^^^ CN1003: Cannot add (4) and (3): 'x' comes in as (4), but
//          'y' comes in as (3). Axes are matched from the last one and must be equal or 1: Reshape one of them, or change the layer that
//          made it.
}

[Network]
public partial class GoodAdd
{
    [Forward] private Tensor Out([Shape(4)] Tensor x, [Shape(3)] Tensor y) => x + Dense(y, 4);
}

// A number for each channel wants to stand on axis 0, and shapes match from the last.
[Network]
public partial class BadSubtract
{
    [Forward] private Tensor Out([Shape(3, 32, 32)] Tensor image, [Shape(3)] Tensor mean) => image - mean;
//                                                                                           ^^^^^^^^^^^^ CN1003: Cannot subtract (3,32,32)
//          and (3): 'image' comes in as (3,32,32), but 'mean' comes in as (3). Shapes are matched from the last axis: Reshape(3, 1, 1) puts
//          'mean' on the first.
}

[Network]
public partial class GoodSubtract
{
    [Forward] private Tensor Out([Shape(3, 32, 32)] Tensor image, [Shape(3)] Tensor mean) => image - Reshape(mean, 3, 1, 1);
}

// A weight for each step, as a row.
[Network]
public partial class BadMultiply
{
    [Forward] private Tensor Out([Shape(16, 8)] Tensor x, [Shape(16)] Tensor weight) => x * weight;
//                                                                                      ^^^^^^^^^^ CN1003: Cannot multiply (16,8) and (16):
//          'x' comes in as (16,8), but 'weight' comes in as (16). Shapes are matched from the last axis: Reshape(16, 1) puts 'weight' on
//          the first.
}

[Network]
public partial class GoodMultiply
{
    [Forward] private Tensor Out([Shape(16, 8)] Tensor x, [Shape(16)] Tensor weight) => x * Reshape(weight, 16, 1);
}

// A sum without keepDims loses the axis that it is divided along.
[Network]
public partial class BadDivide
{
    [Forward] private Tensor Out([Shape(10, 4)] Tensor x) => x / Sum(Exp(x), axis: 1);
//                                                           ^^^^^^^^^^^^^^^^^^^^^^^^ CN1003: Cannot divide (10,4) and (10): 'x' comes in as
//          (10,4), but Sum on line 59 makes (10) from (10,4). Give Sum on line 59 keepDims: true, which leaves (10,1).
}

[Network]
public partial class GoodDivide
{
    [Forward] private Tensor Out([Shape(10, 4)] Tensor x) => x / Sum(Exp(x), axis: 1, keepDims: true);
}

[Network]
public partial class BadNegate
{
    [Forward] private Tensor Out([Shape(6, 6)] Tensor x) => -x + Dense(x, 5);
//                                                          ^^^^^^^^^^^^^^^^ CN1003: Cannot add (6,6) and (6,5): '-' on line 73 keeps the
//          shape of 'x', (6,6), but Dense on line 73 makes (6,5) from (6,6). Give Dense on line 73 6 units.
}

[Network]
public partial class GoodNegate
{
    [Forward] private Tensor Out([Shape(6, 6)] Tensor x) => -x + Dense(x, 6);
}

[Network]
public partial class BadCompound
{
    [Forward] private Tensor Out([Shape(8)] Tensor x)
{
        var y = Dense(x, 8);
        y *= Dense(x, 9);
//      ^^^^^^^^^^^^^^^^ CN1003: Cannot multiply (8) and (9): 'y' has the shape of 'x', (8), but Dense on line 90 makes (9) from (8). Give
//          Dense on line 90 8 units.
        return y;
    }
}

[Network]
public partial class GoodCompound
{
    [Forward] private Tensor Out([Shape(8)] Tensor x)
{
        var y = Dense(x, 8);
        y *= Dense(x, 8);
        return y;
    }
}

[Network]
public partial class BadMaximum
{
    [Forward] private Tensor Out([Shape(8)] Tensor x) => Maximum(Dense(x, 4), Dense(x, 5));
//                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1003: Cannot compare (4) and (5): Dense on line
//          111 makes (4) from (8), but Dense on line 111 makes (5) from (8). Give both Dense layers the same units.
}

[Network]
public partial class GoodMaximum
{
    [Forward] private Tensor Out([Shape(8)] Tensor x) => Maximum(Dense(x, 4), Dense(x, 4));
}

[Network]
public partial class BadMinimum
{
    [Forward] private Tensor Out([Shape(5, 3)] Tensor x, [Shape(5)] Tensor cap) => Minimum(x, cap);
//                                                                                 ^^^^^^^^^^^^^^^ CN1003: Cannot compare (5,3) and (5): 'x'
//          comes in as (5,3), but 'cap' comes in as (5). Shapes are matched from the last axis: Reshape(5, 1) puts 'cap' on the first.
}

[Network]
public partial class GoodMinimum
{
    [Forward] private Tensor Out([Shape(5, 3)] Tensor x, [Shape(5)] Tensor cap) => Minimum(x, Reshape(cap, 5, 1));
}

[Network]
public partial class BadGreater
{
    [Forward] private Tensor Out([Shape(4, 4)] Tensor x, [Shape(3)] Tensor limit) => Greater(x, limit);
//                                                                                   ^^^^^^^^^^^^^^^^^ CN1003: Cannot compare (4,4) and (3):
//          'x' comes in as (4,4), but 'limit' comes in as (3). Axes are matched from the last one and must be equal or 1: Reshape one of
//          them, or change the layer that made it.
}

[Network]
public partial class GoodGreater
{
    [Forward] private Tensor Out([Shape(4, 4)] Tensor x, [Shape(4)] Tensor limit) => Greater(x, limit);
}

[Network]
public partial class BadLess
{
    [Forward] private Tensor Out([Shape(4)] Tensor x, [Shape(2, 3)] Tensor y) => Less(x, y);
//                                                                               ^^^^^^^^^^ CN1003: Cannot compare (2,3) and (4): 'y' comes
//          in as (2,3), but 'x' comes in as (4). Axes are matched from the last one and must be equal or 1: Reshape one of them, or change
//          the layer that made it.
}

[Network]
public partial class GoodLess
{
    [Forward] private Tensor Out([Shape(4)] Tensor x) => Less(x, 0.5f);
}

[Network]
public partial class BadWhere
{
    [Forward] private Tensor Out([Shape(4)] Tensor mask, [Shape(4)] Tensor a, [Shape(5)] Tensor b) => Where(mask, a, b);
//                                                                                                    ^^^^^^^^^^^^^^^^^ CN1003: Cannot
//          choose between (4) and (5): 'a' comes in as (4), but 'b' comes in as (5). Axes are matched from the last one and must be equal
//          or 1: Reshape one of them, or change the layer that made it.
}

[Network]
public partial class GoodWhere
{
    [Forward] private Tensor Out([Shape(4)] Tensor mask, [Shape(4)] Tensor a, [Shape(4)] Tensor b) => Where(mask, a, b);
}

// The bounds are exchanged.
[Network]
public partial class BadClamp
{
    [Forward] private Tensor Out([Shape(4)] Tensor x) => Clamp(x, 1, 0);
//                                                                   ^ CN1005: 'high' of Clamp is 0, but it must be at least 'low', 1
}

[Network]
public partial class GoodClamp
{
    [Forward] private Tensor Out([Shape(4)] Tensor x) => Clamp(x, 0, 1);
}

[Network]
public partial class BadPow
{
    [Forward] private Tensor Out([Shape(4)] Tensor x) => Pow(x, double.NaN);
//                                                              ^^^^^^^^^^ CN1005: 'exponent' of Pow is NaN, but it must be a finite number
}

[Network]
public partial class GoodPow
{
    [Forward] private Tensor Out([Shape(4)] Tensor x) => Pow(x, 3);
}

// What acts on each value alone keeps the shape: the message goes back to what made it.
[Network]
public partial class BadSmooth
{
    [Forward] private Tensor Out([Shape(8)] Tensor x) => Exp(Dense(x, 3)) + Square(Dense(x, 4));
//                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1003: Cannot add (3) and (4): Dense on
//          line 212 makes (3) from (8), but Dense on line 212 makes (4) from (8). Give both Dense layers the same units.
}

[Network]
public partial class GoodSmooth
{
    [Forward] private Tensor Out([Shape(8)] Tensor x) => Exp(Dense(x, 3)) + Square(Dense(x, 3));
}

[Network]
public partial class BadRoots
{
    [Forward] private Tensor Out([Shape(8)] Tensor x)
{
        var root = Sqrt(Square(Dense(x, 3)) + 1f);
        return root - Log(Abs(Dense(x, 4)) + 1f);
//             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1003: Cannot subtract (3) and (4): Dense on line 228 makes 'root' (3) from (8), but Dense
//          on line 229 makes (4) from (8). Give both Dense layers the same units.
    }
}

[Network]
public partial class GoodRoots
{
    [Forward] private Tensor Out([Shape(8)] Tensor x)
{
        var root = Sqrt(Square(Dense(x, 3)) + 1f);
        return root - Log(Abs(Dense(x, 3)) + 1f);
    }
}

[Network]
public partial class BadStopGradient
{
    [Forward] private Tensor Out([Shape(8)] Tensor x) => StopGradient(Dense(x, 3)) + x;
//                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1003: Cannot add (3) and (8): Dense on line 248
//          makes (3) from (8), but 'x' comes in as (8). Give Dense on line 248 8 units.
}

[Network]
public partial class GoodStopGradient
{
    [Forward] private Tensor Out([Shape(8)] Tensor x) => StopGradient(Dense(x, 8)) + x;
}
