using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.CodeFixes.Fixes;

/// <summary>Writes <c>[Shape(...)]</c> of a parameter.</summary>
internal static class ShapeText
{
    /// <summary>Declares a parameter with a shape, in place of the one that it has.</summary>
    /// <param name="shape">The attribute in its brackets.</param>
    public static Repair Declared(ParameterSyntax parameter, string shape)
    {
        TextChange change = Attribute(parameter) is { } written
            ? new TextChange(written.Span, shape.Substring(1, shape.Length - 2))
            : new TextChange(new TextSpan(parameter.SpanStart, 0), shape + " ");
        return new Repair($"Write '{shape}' for '{parameter.Identifier.Text}'", "Shape", change);
    }

    /// <summary>The <c>[Shape]</c> that a parameter has.</summary>
    public static AttributeSyntax? Attribute(ParameterSyntax parameter) => parameter.AttributeLists
        .SelectMany(list => list.Attributes)
        .FirstOrDefault(attribute => attribute.Name.ToString().Split('.').Last() is "Shape" or "ShapeAttribute");
}
