using System.Reflection;
using System.Runtime.CompilerServices;

namespace ILGPU.StandIn;

/// <summary>Which types kernels may use.</summary>
internal static class Types
{
    private static readonly HashSet<Type> primitives =
    [
        typeof(bool), typeof(byte), typeof(sbyte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong), typeof(float),
        typeof(double), typeof(nint), typeof(nuint), typeof(char), typeof(void),
    ];

    /// <summary>What is wrong with the type, as in "it is …", or null.</summary>
    public static string? WhyNot(Type type)
    {
        if (type.IsByRef || type.IsPointer)
            return WhyNot(type.GetElementType()!);
        if (primitives.Contains(type) || type.IsEnum || type.Module == typeof(Types).Module)
            return type.IsValueType ? null : $"of the class {Names.Of(type)}";
        if (type.IsArray)
            return "an array";
        if (!type.IsValueType)
            return $"of the class {Names.Of(type)}";
        if (type.IsByRefLike)
            return $"a {Names.Of(type)}: use ArrayView";
        if (type.Assembly == typeof(object).Assembly && type.FullName?.StartsWith("System.ValueTuple", StringComparison.Ordinal) != true)
            return $"a {Names.Of(type)}, which ILGPU does not know";
        if (type.IsDefined(typeof(InlineArrayAttribute)))
            return $"the inline array {Names.Of(type)}: name the fields";
        if (type.IsExplicitLayout)
            return $"the struct {Names.Of(type)} of explicit layout";
        return Fields(type).Select(field => WhyNot(field.FieldType)).FirstOrDefault(why => why is not null);
    }

    /// <summary>A type within a parameter's type, or within a view's elements, that ILGPU passes to no kernel.</summary>
    public static Type? NotBlittable(Type type)
    {
        if (type == typeof(bool) || type == typeof(char))
            return type;
        if (primitives.Contains(type) || type.IsEnum || !type.IsValueType)
            return null;
        if (type.Module == typeof(Types).Module)
            return type.IsGenericType ? type.GetGenericArguments().Select(NotBlittable).FirstOrDefault(found => found is not null) : null;
        return Fields(type).Select(field => NotBlittable(field.FieldType)).FirstOrDefault(found => found is not null);
    }

    private static FieldInfo[] Fields(Type type) => type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
}
