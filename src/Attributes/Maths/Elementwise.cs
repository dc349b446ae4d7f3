namespace CompiledNets;

public static partial class Ops
{
    /// <summary>eˣ of each element. PyTorch's <c>exp</c>.</summary>
    /// <param name="x">Any shape; it stays.</param>
    public static Tensor Exp(Tensor x) => throw Description.Only;

    /// <summary>The natural logarithm of each element; NaN below zero, −∞ at it. PyTorch's <c>log</c>.</summary>
    /// <param name="x">Any shape; it stays.</param>
    public static Tensor Log(Tensor x) => throw Description.Only;

    /// <summary>The square root of each element; NaN below zero. PyTorch's <c>sqrt</c>.</summary>
    /// <param name="x">Any shape; it stays.</param>
    public static Tensor Sqrt(Tensor x) => throw Description.Only;

    /// <summary>x² of each element. PyTorch's <c>square</c>.</summary>
    /// <param name="x">Any shape; it stays.</param>
    public static Tensor Square(Tensor x) => throw Description.Only;

    /// <summary>|x| of each element; its gradient at 0 is 0. PyTorch's <c>abs</c>.</summary>
    /// <param name="x">Any shape; it stays.</param>
    public static Tensor Abs(Tensor x) => throw Description.Only;

    /// <summary>x to a constant power, of each element. PyTorch's <c>pow</c>.</summary>
    /// <param name="x">Any shape; it stays.</param>
    /// <param name="exponent">Any number.</param>
    public static Tensor Pow(Tensor x, double exponent) => throw Description.Only;

    /// <summary>The larger of each pair of elements; equal ones share the gradient. PyTorch's <c>maximum</c>.</summary>
    /// <param name="a">Any shape.</param>
    /// <param name="b">A shape that broadcasts with it.</param>
    public static Tensor Maximum(Tensor a, Tensor b) => throw Description.Only;

    /// <summary>The smaller of each pair of elements; equal ones share the gradient. PyTorch's <c>minimum</c>.</summary>
    /// <param name="a">Any shape.</param>
    /// <param name="b">A shape that broadcasts with it.</param>
    public static Tensor Minimum(Tensor a, Tensor b) => throw Description.Only;

    /// <summary>x as it is, with no gradient through it. PyTorch's <c>detach</c>.</summary>
    /// <param name="x">Any shape; it stays.</param>
    public static Tensor StopGradient(Tensor x) => throw Description.Only;
}
