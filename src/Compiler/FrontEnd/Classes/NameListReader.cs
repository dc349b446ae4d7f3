using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledNets.Compiler.FrontEnd.Classes;

/// <summary>Reads <c>[Trains(...)]</c> and <c>[Evaluates(...)]</c>: names of parts and entry points.</summary>
internal static class NameListReader
{
    /// <param name="word">The attribute.</param>
    /// <param name="known">The names of all parts and entry points.</param>
    public static EquatableArray<NameSpec> Read(ReadingContext context, IMethodSymbol method, string word, HashSet<string> known)
    {
        if (method.Attribute(word) is not { } attribute)
        {
            return [];
        }

        if (LayerReader.Syntax(context, attribute) is not { } syntax
            || attribute.ConstructorArguments.FirstOrDefault() is not { Kind: TypedConstantKind.Array, IsNull: false } array
            || array.Values.Any(value => value.Value is not string))
        {
            context.HasCompilerErrors = true;
            return [];
        }

        var names = new List<NameSpec>();
        for (int index = 0; index < array.Values.Length; index++)
        {
            int site = context.Sources.Add(LocationOf(syntax, index, array.Values.Length));
            var name = new NameSpec((string)array.Values[index].Value!, site);
            names.Add(name);
            if (!known.Contains(name.Name))
            {
                ReportUnknown(context, syntax, name, word, known);
            }
        }

        return names.ToEquatableArray();
    }

    private static void ReportUnknown(ReadingContext context, AttributeSyntax syntax, NameSpec name, string word, HashSet<string> known)
    {
        // A nameof of nothing has a value all the same; the C# compiler reports it.
        if (context.IsRejected(syntax))
        {
            context.HasCompilerErrors = true;
            return;
        }

        string[] choice = [.. known.OrderBy(each => each, StringComparer.Ordinal)];
        context.Faults.Report(
            Rules.UnknownName, context.Sources.Location(name.Site), Facts.Of(Facts.Names, string.Join(",", choice)),
            name.Name, $"[{word}]", string.Join(", ", choice));
    }

    // An array in the place of a list is one argument.
    private static Location LocationOf(AttributeSyntax syntax, int index, int count) =>
        syntax.ArgumentList is { } list && list.Arguments.Count == count ? list.Arguments[index].GetLocation() : syntax.GetLocation();
}
