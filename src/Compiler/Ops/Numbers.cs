namespace CompiledNets.Compiler.Ops;

/// <summary>Which numbers an argument may be, with the words for it.</summary>
internal static class Numbers
{
    public const string Finite = "a finite number";

    public const string Positive = "a finite number above 0";

    public const string NotNegative = "a finite number of at least 0";

    public static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);

    public static bool IsPositive(double value) => IsFinite(value) && value > 0;

    public static bool IsNotNegative(double value) => IsFinite(value) && value >= 0;
}
