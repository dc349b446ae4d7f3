using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CompiledNets.Compiler.FrontEnd.Bodies;

/// <summary>A constant, or why there is none.</summary>
internal readonly record struct ConstantResult(object? Value, string? Problem = null);

/// <summary>C#'s operators over constants that C# itself does not fold: those of helpers' parameters and loop variables. Integer
/// arithmetic is checked, since a size that wrapped around is never meant.</summary>
internal static class ConstantMath
{
    /// <summary>Characters of the longest text: names are shorter, and a loop that doubles one would fill the memory.</summary>
    public const int TextLimit = 1_000;

    /// <summary>What is wrong with a longer one.</summary>
    public const string TooLong = "it is a text of more than 1,000 characters";

    public static ConstantResult Binary(BinaryOperatorKind kind, object? left, object? right) =>
        (left is string || right is string) && Text(left).Length + Text(right).Length > TextLimit
            ? new ConstantResult(null, TooLong)
            : Guard(() => Operate(kind, left, right));

    private static object? Operate(BinaryOperatorKind kind, object? left, object? right) => (left, right) switch
    {
        (int a, int b) => Shift(kind, a, b) ?? Narrow(Integers(kind, a, b)),
        (long a, long b) => Integers(kind, a, b),
        (float a, float b) => Single(Floats(kind, a, b)),
        (double a, double b) => Floats(kind, a, b),
        (bool a, bool b) => Flags(kind, a, b),
        _ => left is string or null || right is string or null ? Texts(kind, left, right) : null,
    };

    public static ConstantResult Unary(UnaryOperatorKind kind, object? operand) => Guard(() => (kind, operand) switch
    {
        (UnaryOperatorKind.Plus, int or long or float or double) => operand,
        (UnaryOperatorKind.Minus, int a) => checked(-a),
        (UnaryOperatorKind.Minus, long a) => checked(-a),
        (UnaryOperatorKind.Minus, float a) => -a,
        (UnaryOperatorKind.Minus, double a) => -a,
        (UnaryOperatorKind.Not, bool a) => !a,
        (UnaryOperatorKind.BitwiseNegation, int a) => ~a,
        _ => null,
    });

    /// <summary>A call of <see cref="Math"/> or <c>MathF</c>, or null for a function or type that is not known.</summary>
    public static object? Call(string function, object?[] arguments) =>
        (function, arguments.Length > 0 ? arguments[0] : null, arguments.Length > 1 ? arguments[1] : null) switch
        {
            ("Min", int a, int b) => Math.Min(a, b),
            ("Max", int a, int b) => Math.Max(a, b),
            ("Abs", int a, null) when a > int.MinValue => Math.Abs(a),
            ("Min", double a, double b) => Math.Min(a, b),
            ("Max", double a, double b) => Math.Max(a, b),
            ("Pow", double a, double b) => Math.Pow(a, b),
            ("Min", float a, float b) => Math.Min(a, b),
            ("Max", float a, float b) => Math.Max(a, b),
            ("Pow", float a, float b) => (float)Math.Pow(a, b),
            (_, double a, null) => Function(function, a),
            (_, float a, null) => Single(Function(function, a)),
            _ => null,
        };

    /// <summary>A numeric conversion as C# does it, but checked. What is no number, or not converted to one, stays.</summary>
    public static ConstantResult Convert(object? value, SpecialType target)
    {
        double? number = value is char letter ? letter : ToDouble(value);
        return number is not { } known ? new ConstantResult(value) : Guard(() => target switch
        {
            SpecialType.System_Double => known,
            SpecialType.System_Single => (float)known,
            SpecialType.System_Int32 => checked((int)known),
            SpecialType.System_Int64 => checked((long)known),
            _ => value,
        });
    }

    /// <summary>A number of any type, or null for what is none.</summary>
    public static double? ToDouble(object? value) => value is int or long or float or double or short or byte or uint or ushort or sbyte
        ? System.Convert.ToDouble(value, CultureInfo.InvariantCulture)
        : null;

    private static ConstantResult Guard(Func<object?> compute)
    {
        try
        {
            return compute() is { } value
                ? new ConstantResult(value)
                : new ConstantResult(null, "constants are computed as int, long, float, double, bool and string only");
        }
        catch (OverflowException)
        {
            return new ConstantResult(null, "it overflows");
        }
        catch (DivideByZeroException)
        {
            return new ConstantResult(null, "it divides by zero");
        }
    }

    private static object? Integers(BinaryOperatorKind kind, long a, long b) => kind switch
    {
        BinaryOperatorKind.Add => checked(a + b),
        BinaryOperatorKind.Subtract => checked(a - b),
        BinaryOperatorKind.Multiply => checked(a * b),
        BinaryOperatorKind.Divide => a / b,
        BinaryOperatorKind.Remainder => a % b,
        BinaryOperatorKind.And => a & b,
        BinaryOperatorKind.Or => a | b,
        BinaryOperatorKind.ExclusiveOr => a ^ b,
        _ => Compare(kind, a.CompareTo(b)),
    };

    private static object? Floats(BinaryOperatorKind kind, double a, double b) => kind switch
    {
        BinaryOperatorKind.Add => a + b,
        BinaryOperatorKind.Subtract => a - b,
        BinaryOperatorKind.Multiply => a * b,
        BinaryOperatorKind.Divide => a / b,
        BinaryOperatorKind.Remainder => a % b,
        _ => Compare(kind, a.CompareTo(b)),
    };

    private static object? Flags(BinaryOperatorKind kind, bool a, bool b) => kind switch
    {
        BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd => a && b,
        BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr => a || b,
        BinaryOperatorKind.Equals => a == b,
        BinaryOperatorKind.NotEquals or BinaryOperatorKind.ExclusiveOr => a != b,
        _ => null,
    };

    private static object? Texts(BinaryOperatorKind kind, object? a, object? b) => kind switch
    {
        BinaryOperatorKind.Add => Text(a) + Text(b),
        BinaryOperatorKind.Equals => Equals(a, b),
        BinaryOperatorKind.NotEquals => !Equals(a, b),
        _ => null,
    };

    private static object? Compare(BinaryOperatorKind kind, int order) => kind switch
    {
        BinaryOperatorKind.Equals => order == 0,
        BinaryOperatorKind.NotEquals => order != 0,
        BinaryOperatorKind.LessThan => order < 0,
        BinaryOperatorKind.LessThanOrEqual => order <= 0,
        BinaryOperatorKind.GreaterThan => order > 0,
        BinaryOperatorKind.GreaterThanOrEqual => order >= 0,
        _ => null,
    };

    private static object? Shift(BinaryOperatorKind kind, int a, int b) => kind switch
    {
        BinaryOperatorKind.LeftShift => checked(a * (1 << b)),
        BinaryOperatorKind.RightShift => a >> b,
        _ => null,
    };

    private static object? Function(string method, double a) => method switch
    {
        "Sqrt" => Math.Sqrt(a),
        "Abs" => Math.Abs(a),
        "Exp" => Math.Exp(a),
        "Log" => Math.Log(a),
        "Floor" => Math.Floor(a),
        "Ceiling" => Math.Ceiling(a),
        "Round" => Math.Round(a),
        "Sin" => Math.Sin(a),
        "Cos" => Math.Cos(a),
        _ => null,
    };

    private static object? Narrow(object? value) => value is long wide ? checked((int)wide) : value;

    private static object? Single(object? value) => value is double wide ? (float)wide : value;

    private static string Text(object? value) => System.Convert.ToString(value, CultureInfo.InvariantCulture);
}
