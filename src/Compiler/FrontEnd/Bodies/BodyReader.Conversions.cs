using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CompiledNets.Compiler.FrontEnd.Bodies;

// Conversions, by the type that is wanted: numbers to tensors and indices, numbers to numbers, tuples element by element.
internal sealed partial class BodyReader
{
    private Value EvaluateConversion(IConversionOperation conversion)
    {
        Value value = Evaluate(conversion.Operand);
        return conversion.Conversion.Exists ? Convert(value, conversion.Type, conversion.Syntax) : Rejected();
    }

    private Value Convert(Value value, ITypeSymbol? target, SyntaxNode syntax) => value switch
    {
        Value.Constant constant => ConvertConstant(constant, target, syntax),
        Value.Node { Kind: ValueKind.Scalar } node => ConvertScalar(node, target, syntax),
        Value.Tuple tuple when target is INamedTypeSymbol { IsTupleType: true } type => ConvertTuple(tuple, type, syntax),
        _ => value,
    };

    private Value ConvertTuple(Value.Tuple tuple, INamedTypeSymbol type, SyntaxNode syntax) =>
        tuple.Elements.Length == type.TupleElements.Length
            ? new Value.Tuple([.. tuple.Elements.Select((element, index) => Convert(element, type.TupleElements[index].Type, syntax))])
            : Rejected();

    private Value ConvertConstant(Value.Constant constant, ITypeSymbol? target, SyntaxNode syntax)
    {
        if (target is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return ConvertConstant(constant, nullable.TypeArguments[0], syntax);
        }

        if (target.IsTensor() && ConstantMath.ToDouble(constant.Content) is { } number)
        {
            return Add(SpecNode.ForConstant(number, Site(syntax)), ValueKind.Tensor);
        }

        if (target.IsIndex() && constant.Content is int index)
        {
            return new Value.Slice(new Literal.Position(index, FromEnd: false));
        }

        Value converted = Constant(ConstantMath.Convert(constant.Content, target?.SpecialType ?? SpecialType.None), syntax);
        return converted is Value.Constant { Content: var content }
            ? new Value.Constant(content, KeepsEnum(constant, target) ? constant.Type : target)
            : converted;
    }

    // An enum boxed for an interpolated string is still its member.
    private static bool KeepsEnum(Value.Constant constant, ITypeSymbol? target) =>
        constant.Type?.TypeKind == TypeKind.Enum && target?.SpecialType == SpecialType.System_Object;

    /// <summary>A number known at run time is a tensor of shape () where one is wanted, and stays a float otherwise.</summary>
    private Value ConvertScalar(Value.Node node, ITypeSymbol? target, SyntaxNode syntax) => target switch
    {
        _ when target.IsTensor() => node with { Kind = ValueKind.Tensor },
        null or { SpecialType: SpecialType.System_Single or SpecialType.System_Double } => node,
        _ => Fault(Rules.NotConstant, syntax, "This number", "only tensor arithmetic can use a float that is given at run time"),
    };

    /// <summary>A string with constants in it: <c>$"h.{i}.attn"</c>.</summary>
    private Value EvaluateText(IInterpolatedStringOperation interpolated)
    {
        var text = new StringBuilder();
        foreach (IInterpolatedStringContentOperation part in interpolated.Parts)
        {
            Value value = part switch
            {
                IInterpolatedStringTextOperation literal => Evaluate(literal.Text),
                IInterpolationOperation hole => Evaluate(hole.Expression),
                _ => CannotRead(part),
            };
            if (value is Value.Node)
            {
                return Fault(Rules.NotConstant, part.Syntax, "What a string is made of", "use loop variables and other constants");
            }

            if (value is not Value.Constant { Content: var content })
            {
                return Rejected();
            }

            if (IsTooLong(part as IInterpolationOperation) || text.Length > ConstantMath.TextLimit)
            {
                return Fault(Rules.NoSuchConstant, part.Syntax, ConstantMath.TooLong);
            }

            try
            {
                text.AppendFormat(CultureInfo.InvariantCulture, FormatOf(part as IInterpolationOperation), content);
            }
            catch (FormatException)
            {
                return Fault(Rules.NoSuchConstant, part.Syntax, "this is no format of its value");
            }
        }

        return new Value.Constant(text.ToString(), interpolated.Type);
    }

    /// <summary>Whether a hole asks for more characters than a text may have: <c>{i,900000000}</c>, <c>{i:D999999}</c>.</summary>
    private static bool IsTooLong(IInterpolationOperation? hole)
    {
        bool isWide = hole?.Alignment?.ConstantValue.Value is < -ConstantMath.TextLimit or > ConstantMath.TextLimit;
        return isWide || (hole?.FormatString?.ConstantValue.Value is string format && Regex.IsMatch(format, "[0-9]{4}", RegexOptions.CultureInvariant));
    }

    /// <summary><c>{0,3:D2}</c> for a hole that says <c>{i,3:D2}</c>.</summary>
    private static string FormatOf(IInterpolationOperation? hole)
    {
        string alignment = hole?.Alignment?.ConstantValue.Value is int width ? "," + width.ToString(CultureInfo.InvariantCulture) : "";
        string format = hole?.FormatString?.ConstantValue.Value is string given ? ":" + given : "";
        return "{0" + alignment + format + "}";
    }
}
