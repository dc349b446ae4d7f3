namespace CompiledNets.Compiler.Ops;

/// <summary>Floating-point operations of the functions in <c>VectorMath</c> for one value, counted in their polynomials (a fused
/// multiply-add is two) and rounded: they decide how finely a batch is cut.</summary>
internal static class Cost
{
    public const long Exponential = 20;

    public const long Logarithm = 30;

    public const long Tanh = 30;

    /// <summary>An error function: two polynomials and an exponential.</summary>
    public const long NormalDistribution = 50;

    /// <summary>A power with an exponent that is no small integer: a logarithm and an exponential, in double.</summary>
    public const long Power = 100;
}
