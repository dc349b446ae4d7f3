namespace CompiledNets.Compiler.Ops;

/// <summary>Which numbers an argument may be, with the words for it.</summary>
internal static class Numbers
{
    public const string Finite = "a finite number";

    public const string Positive = "a finite number above 0";

    public const string NotNegative = "a finite number of at least 0";

    /// <summary>A norm's ε, for <see cref="Call.Number"/>: it must stay above 0 in float.</summary>
    public static double Epsilon(Call call) =>
        call.Number("epsilon", 1e-5, value => value > 0 && value <= float.MaxValue, "above 0");

    public static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);

    public static bool IsPositive(double value) => IsFinite(value) && value > 0;

    public static bool IsNotNegative(double value) => IsFinite(value) && value >= 0;
}
