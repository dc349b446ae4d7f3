using System.Globalization;
using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledNets.Compiler.FrontEnd.Classes;

/// <summary>Reads <c>[Budget(...)]</c>.</summary>
internal static class BudgetReader
{
    /// <summary>The limits as written; those that are none are reported and left out.</summary>
    public static EquatableArray<BudgetLimit> Read(ReadingContext context)
    {
        var limits = new List<BudgetLimit>();
        AttributeData? attribute = context.Type.Attribute("Budget");
        foreach (KeyValuePair<string, TypedConstant> given in attribute?.NamedArguments ?? [])
        {
            Location location = LocationOf(LayerReader.Syntax(context, attribute!), given.Key) ?? context.Sources.Location(NetworkSpec.ClassSite);
            if (given.Value.Value is not long limit)
            {
                context.HasCompilerErrors = true;
            }
            else if (limit < 1)
            {
                context.Faults.Report(Rules.BadArgument, location, "[Budget]", given.Key, limit.ToString(CultureInfo.InvariantCulture), "at least 1");
            }
            else
            {
                limits.Add(new BudgetLimit(given.Key, limit, context.Sources.Add(location)));
            }
        }

        return limits.ToEquatableArray();
    }

    private static Location? LocationOf(AttributeSyntax? syntax, string name) => syntax?.ArgumentList?.Arguments
        .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name)?.GetLocation();
}
