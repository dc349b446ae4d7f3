using System.Collections.Immutable;
using System.Composition;
using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.CodeFixes.Fixes;

/// <summary>CN1002, CN1018, CN1023: a name that is nothing here, in <c>Trains</c>, <c>Evaluates</c>, a penalty or <c>TiedTo</c>, becomes the
/// one that is spelled most like it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NearestName)), Shared]
internal sealed class NearestName : NetworkFix
{
    private const int Offered = 3;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CN1002", "CN1018", "CN1023"];

    public override IEnumerable<Repair> Repairs(Finding finding)
    {
        ExpressionSyntax? written = finding.Node switch
        {
            AttributeArgumentSyntax argument => argument.Expression,
            ArgumentSyntax argument => argument.Expression,
            ExpressionSyntax expression => expression,
            _ => null,
        };
        if (written is null || finding.Source.Model.GetConstantValue(written).Value is not string wrong)
        {
            yield break;
        }

        int rank = 0;
        foreach (string name in finding.List(Facts.Names).OrderBy(name => Distance(wrong, name)).ThenBy(name => name, StringComparer.Ordinal).Take(Offered))
        {
            // Views of layers within parts, 'Pair.Dense2', are no symbols.
            string text = SyntaxFacts.IsValidIdentifier(name) ? $"nameof({name})" : $"\"{name}\"";
            yield return new Repair($"Write '{text}'", rank++ == 0 ? "Nearest" : name, new TextChange(written.Span, text));
        }
    }

    /// <summary>Letters to insert, drop or replace (Levenshtein 1966), case aside.</summary>
    internal static int Distance(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int replaced = diagonal + (char.ToUpperInvariant(from[i - 1]) == char.ToUpperInvariant(to[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
