using System.Numerics;
using System.Reflection;

namespace ILGPU.StandIn;

/// <summary>Which methods of the base class library and of ILGPU itself compile for CUDA.</summary>
internal static class Library
{
    /// <summary>Functions of Math and MathF with an instruction of their own.</summary>
    private static readonly HashSet<string> always = ["Abs", "Min", "Max", "Sqrt", "Floor", "Ceiling", "CopySign"];

    /// <summary>Those that have one for float alone.</summary>
    private static readonly HashSet<string> ofFloat = ["Sin", "Cos", "Tanh"];

    /// <summary>Those that ILGPU.Algorithms brings.</summary>
    private static readonly HashSet<string> algorithms =
        ["Exp", "Log", "Log10", "Pow", "Sin", "Cos", "Tan", "Tanh", "Sinh", "Cosh", "Asin", "Acos", "Atan", "Atan2", "Round", "Truncate"];

    private static readonly Dictionary<string, string> instead = new()
    {
        ["Clamp"] = "use IntrinsicMath.Clamp",
        ["FusedMultiplyAdd"] = "write a * b + c, which becomes one",
        ["Log2"] = "use IntrinsicMath.CPUOnly.Log2",
        ["Cbrt"] = "use a polynomial of your own",
    };

    /// <summary>What is wrong with a call of the method, or null.</summary>
    public static string? WhyNot(MethodBase method, bool hasAlgorithms)
    {
        var type = method.DeclaringType!;
        if (type.Module == typeof(Library).Module)
            return type == typeof(IntrinsicMath.CPUOnly) && !hasAlgorithms && NeedsAlgorithms(method) ? NoAlgorithms(method) : NotForKernels(method);
        if (type == typeof(Math) || type == typeof(MathF))
        {
            if (always.Contains(method.Name) || (ofFloat.Contains(method.Name) && IsFloat(method)))
                return null;
            if (algorithms.Contains(method.Name))
                return hasAlgorithms ? null : NoAlgorithms(method);
        }
        else if (IsKnown(type, method))
        {
            return null;
        }
        return $"ILGPU does not know {Names.Of(method)}" + (instead.TryGetValue(method.Name, out var hint) ? $": {hint}" : "");
    }

    private static bool IsKnown(Type type, MethodBase method) =>
        (type == typeof(BitConverter) && method.Name is "SingleToInt32Bits" or "Int32BitsToSingle" or "DoubleToInt64Bits" or "Int64BitsToDouble")
        || (type == typeof(BitOperations) && method.Name is "PopCount" or "LeadingZeroCount" or "TrailingZeroCount" or "RotateLeft" or "RotateRight")
        || ((type == typeof(float) || type == typeof(double)) && method.Name is "IsNaN" or "IsInfinity" or "IsFinite")
        || (type.FullName?.StartsWith("System.ValueTuple", StringComparison.Ordinal) == true && method.IsConstructor);

    private static bool IsFloat(MethodBase method) => method.GetParameters()[0].ParameterType == typeof(float);

    private static bool NeedsAlgorithms(MethodBase method) =>
        algorithms.Contains(method.Name) && !(ofFloat.Contains(method.Name) && IsFloat(method));

    private static string NoAlgorithms(MethodBase method) =>
        $"{Names.Of(method)} needs EnableAlgorithms of ILGPU.Algorithms: a polynomial of your own is the same on every device";

    private static string? NotForKernels(MethodBase method) => method.DeclaringType!.Namespace switch
    {
        "ILGPU.Runtime" when method.Name is not ("AsAligned" or "op_Implicit" or "get_Value" or "get_Item" or "SubView" or "get_BaseView" or "get_Length"
            or "get_IntLength" or "get_Extent" or "get_IntExtent") => "this is for the host",
        "ILGPU.StandIn" => "this is the stand-in's own",
        _ => null,
    };
}
