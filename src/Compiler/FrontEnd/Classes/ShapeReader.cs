using System.Globalization;
using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledNets.Compiler.FrontEnd.Classes;

/// <summary>Reads <c>[Input(...)]</c> and <c>[Shape(...)]</c>.</summary>
internal static class ShapeReader
{
    /// <summary>The extents as written, or null if they are no shape or the C# compiler reports an error in them.</summary>
    public static EquatableArray<int>? Read(ReadingContext context, AttributeData attribute, out int site)
    {
        site = context.Sources.Add(
            LayerReader.Syntax(context, attribute)?.GetLocation() ?? context.Sources.Location(NetworkSpec.ClassSite));
        if (attribute.ConstructorArguments.Length == 1 && AttributeLiteral.Integers(attribute.ConstructorArguments[0]) is { } extents)
        {
            return Check(context, attribute, extents) ? extents.ToEquatableArray() : null;
        }

        context.HasCompilerErrors = true;
        return null;
    }

    private static bool Check(ReadingContext context, AttributeData attribute, List<int> extents)
    {
        AttributeSyntax? syntax = LayerReader.Syntax(context, attribute);
        string word = $"[{attribute.Word()}]";
        int bad = extents.FindIndex(extent => extent < 1);
        if (bad >= 0)
        {
            string found = extents[bad].ToString(CultureInfo.InvariantCulture);
            context.Faults.Report(Rules.BadArgument, LocationOf(syntax, bad, extents.Count), word, "shape", found, "at least 1 on every axis");
        }
        else if (Shape.Of([.. extents]) is { IsTooLarge: true } shape)
        {
            context.Faults.Report(Rules.TooLarge, LocationOf(syntax, 0, -1), word, "a sample", shape.ToString());
            bad = 0;
        }

        return bad < 0;
    }

    /// <summary>One of <paramref name="count"/> extents, or the whole attribute where they are not one argument each.</summary>
    private static Location LocationOf(AttributeSyntax? syntax, int index, int count) =>
        syntax?.ArgumentList is { } list && list.Arguments.Count == count ? list.Arguments[index].GetLocation() : syntax?.GetLocation() ?? Location.None;
}
