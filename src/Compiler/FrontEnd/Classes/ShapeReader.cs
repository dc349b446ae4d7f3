using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.FrontEnd.Classes;

/// <summary>Reads <c>[Input(...)]</c> and <c>[Shape(...)]</c>.</summary>
internal static class ShapeReader
{
    /// <summary>The extents as written, or null if the C# compiler reports an error in them.</summary>
    public static EquatableArray<int>? Read(ReadingContext context, AttributeData attribute, out int site)
    {
        site = context.Sources.Add(
            LayerReader.Syntax(context, attribute)?.GetLocation() ?? context.Sources.Location(NetworkSpec.ClassSite));
        if (attribute.ConstructorArguments.Length == 1 && AttributeLiteral.Integers(attribute.ConstructorArguments[0]) is { } extents)
        {
            return extents.ToEquatableArray();
        }

        context.HasCompilerErrors = true;
        return null;
    }
}
