using System.Globalization;
using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.FrontEnd.Classes;

/// <summary>Turns the constants of attributes into literals of the spec.</summary>
internal static class AttributeLiteral
{
    /// <summary>The literal, or null for what no layer takes or the C# compiler rejects.</summary>
    public static Literal? From(TypedConstant constant) => constant.Kind switch
    {
        TypedConstantKind.Primitive => From(constant.Value),
        TypedConstantKind.Enum => new Literal.Choice(MemberOf(constant.Type, constant.Value)),
        TypedConstantKind.Array => Integers(constant) is { } values ? new Literal.Integers(values.ToEquatableArray()) : null,
        _ => null,
    };

    public static Literal? From(object? value) => value switch
    {
        int or long or short or byte or sbyte or ushort or uint or ulong or float or double =>
            new Literal.Number(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        bool flag => new Literal.Flag(flag),
        string text => new Literal.Text(text),
        _ => null,
    };

    /// <summary>The name of an enum's member, or the number where it has none.</summary>
    public static string MemberOf(ITypeSymbol? type, object? value) =>
        type?.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, value))?.Name
        ?? Convert.ToString(value, CultureInfo.InvariantCulture);

    /// <summary>The ints of an array, or null if there is anything else in it.</summary>
    public static List<int>? Integers(TypedConstant array)
    {
        if (array.Kind != TypedConstantKind.Array || array.IsNull)
        {
            return null;
        }

        List<int> values = array.Values.Select(element => element.Value).OfType<int>().ToList();
        return values.Count == array.Values.Length ? values : null;
    }
}
