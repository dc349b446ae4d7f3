using System.Composition;
using System.Text;
using CompiledNets.CodeFixes.Syntax;
using CompiledNets.Compiler;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.FrontEnd.Classes;
using CompiledNets.Compiler.Graphs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.CodeFixes.Refactorings;

/// <summary>A chain of layers on a class becomes a part that the entry points call, under the names that callers know.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(ChainToWiring)), Shared]
internal sealed class ChainToWiring : NetworkRefactoring
{
    /// <inheritdoc/>
    protected override CodeAction? Offer(NetworkAtCursor network)
    {
        if (!network.IsOnHead || network.Spec.Entries[0] is not { IsChain: true } || network.Attribute("Input") is not { } input)
        {
            return null;
        }

        return CodeAction.Create(
            "Convert the chain to wiring", _ => Task.FromResult(network.Source.With(Changes(network, input))), nameof(ChainToWiring));
    }

    private static IEnumerable<TextChange> Changes(NetworkAtCursor network, AttributeSyntax input)
    {
        ClassDeclarationSyntax declaration = network.Declaration;
        List<ChainLayer> layers = [.. declaration.AttributeLists.SelectMany(list => list.Attributes)
            .Select(attribute => ChainLayer.Of(attribute, network.Source.Model)).OfType<ChainLayer>()];
        ChainLayer? loss = network.Spec.Entries.Count > 1 ? layers[layers.Count - 1] : null;
        layers.RemoveAll(layer => layer == loss);

        SyntaxNode[] moved = [input, .. layers.Concat(loss is null ? [] : [loss]).Select(layer => layer.Syntax), .. Explains(network)];
        foreach (AttributeListSyntax list in declaration.AttributeLists.Where(list => list.Attributes.Any(moved.Contains)))
        {
            string kept = string.Join(", ", list.Attributes.Where(attribute => !moved.Contains(attribute)));
            // Above the first list stands the class's own documentation; comments above others go with their layers.
            TextSpan whole = list == declaration.AttributeLists[0]
                ? TextSpan.FromBounds(list.SpanStart, list.GetLastToken().GetNextToken().SpanStart)
                : list.FullSpan;
            yield return kept.Length > 0 ? new TextChange(list.Span, $"[{kept}]") : new TextChange(whole, "");
        }

        string members = Members(network, layers, loss, input.ArgumentList?.ToString() ?? "");
        string newLine = network.Source.NewLine;
        yield return declaration.OpenBraceToken is { RawKind: not 0 } open
            ? new TextChange(new TextSpan(open.Span.End, 0), newLine + members + newLine)
            : new TextChange(declaration.SemicolonToken.Span, $"{newLine}{network.Indentation}{{{newLine}{members}{network.Indentation}}}");
    }

    private static string Members(NetworkAtCursor network, List<ChainLayer> layers, ChainLayer? loss, string shape)
    {
        (string body, string indentation, EntryModel predict) = (network.FreeName("Body"), network.Indentation + "    ", network.Model.Entries[0]);
        string kind = predict.Inputs[0].Kind == ValueKind.Tokens ? "Tokens" : "Tensor";
        string explains = Explains(network).Any() ? ", Explains" : "";
        var lines = new List<string>();
        foreach (IGrouping<SyntaxNode?, ChainLayer> list in layers.GroupBy(layer => layer.Syntax.Parent))
        {
            bool isMoved = list.Key != network.Declaration.AttributeLists[0] && list.Count() == ((AttributeListSyntax)list.Key!).Attributes.Count;
            lines.AddRange(isMoved ? Comments(list.Key!) : []);
            lines.Add($"[{string.Join(", ", list.Select(layer => layer.Syntax))}]");
        }

        lines.Add($"private partial Tensor {body}({kind} input);");
        lines.Add("");
        string parameter = $"[Shape{shape}] {kind} input";
        lines.Add($"[Forward{explains}] private Tensor {ChainReader.Predict}({parameter}) => {body}(input);");
        if (loss is not null)
        {
            EntryInput target = network.Model.Entries[1].Inputs[1];
            string extents = string.Join(", ", target.Shape.Extents.Select(extent => Names.Text(extent)));
            string targetShape = extents.Length > 0 ? $"[Shape({extents})]" : "[Shape]";
            lines.Add("");
            lines.Add($"[Objective] private Tensor {ChainReader.Loss}({parameter}, {targetShape} {(target.Kind == ValueKind.Tokens ? "Tokens" : "Tensor")} {target.Name}) =>");
            string op = OpCall.Name(loss.Op, network.Declaration.Identifier.SpanStart, network.Source.Model);
            lines.Add($"    {op}({ChainReader.Predict}(input), {target.Name}{loss.InlineArguments()});");
        }

        var text = new StringBuilder();
        foreach (string line in lines)
        {
            text.Append(line.Length > 0 ? indentation : "").Append(line).Append(network.Source.NewLine);
        }

        return text.ToString();
    }

    private static IEnumerable<string> Comments(SyntaxNode list) => list.GetLeadingTrivia()
        .Where(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
        .Select(trivia => trivia.ToString());

    private static IEnumerable<AttributeSyntax> Explains(NetworkAtCursor network) => network.Attribute("Explains") is { } explains ? [explains] : [];
}
