using System.Composition;
using CompiledNets.Compiler;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.FrontEnd.Classes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.CodeFixes.Refactorings;

/// <summary>Wiring in which each layer reads the one before it becomes a chain on the class. A chain's entry points are Predict and Loss and
/// its inputs input and label, so this is offered where they are called so already: what callers and data name stays.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(WiringToChain)), Shared]
internal sealed class WiringToChain : NetworkRefactoring
{
    /// <inheritdoc/>
    protected override CodeAction? Offer(NetworkAtCursor network)
    {
        if (!network.IsOnHead || network.Attribute("Network") is not { } marker || !IsLinear(network.Spec))
        {
            return null;
        }

        string?[] lists = [.. new LinearLayers(network).Lists()];
        return lists.Contains(null) || Members(network) is not { } described
            ? null
            : CodeAction.Create(
                "Convert the wiring to a chain",
                _ => Task.FromResult(network.Source.With(Changes(network, marker, described, lists.OfType<string>()))), nameof(WiringToChain));
    }

    /// <summary>Whether one value goes through all layers of <c>Predict</c>, and <c>Loss</c> is a loss of what comes out.</summary>
    private static bool IsLinear(NetworkSpec spec)
    {
        EntrySpec? predict = spec.Entries.FirstOrDefault(entry => entry.Name == ChainReader.Predict);
        EntrySpec? loss = spec.Entries.FirstOrDefault(entry => entry.Name == ChainReader.Loss);
        return predict is { IsChain: false, Kind: EntryKind.Forward, Parameters: { Count: 1 } inputs, Results: { Count: 1 } results }
            && inputs[0] is { Name: "input", IsState: false } && results[0].Node == predict.Body.Count - 1
            && HasOnlySteps(predict.Body, 1)
            && (spec.Entries.Count == 1 || (spec.Entries.Count == 2 && loss is not null && IsLossOf(predict, loss)));
    }

    private static bool HasOnlySteps(EquatableArray<SpecNode> body, int first)
    {
        Place?[] places = [.. body.Skip(first).Select(node => node.Place)];
        return body.Count > first
            && Enumerable.Range(first, body.Count - first).All(index => body[index].Inputs.SequenceEqual([index == first ? 0 : index - 1]))
            && places.All(place => place is not null) && places.Distinct().Count() == places.Length;
    }

    /// <summary>The objective's calls are those of the prediction and one loss; its second parameter stands between in the numbering.</summary>
    private static bool IsLossOf(EntrySpec predict, EntrySpec loss)
    {
        int count = predict.Body.Count + 2;
        return loss is { Kind: EntryKind.Objective, Trains.Count: 0, Evaluates.Count: 0, Parameters.Count: 2 }
            && loss.Parameters[0].Name == "input" && loss.Parameters[1].Name is "label" or "target"
            && loss.Body.Count == count && loss.Results[0].Node == count - 1
            && loss.Body[count - 1].Inputs.SequenceEqual([count - 2, 1])
            && loss.Body.Skip(2).Take(count - 3).Select(node => node.Op).SequenceEqual(predict.Body.Skip(1).Select(node => node.Op))
            && Enumerable.Range(2, count - 3).All(index => loss.Body[index].Inputs.SequenceEqual([index == 2 ? 0 : index - 1]));
    }

    /// <summary>The describing members, or null if there are others that read tensors: helpers would be left without a caller.</summary>
    private static MethodDeclarationSyntax[]? Members(NetworkAtCursor network)
    {
        MethodDeclarationSyntax[] methods = [.. network.Declaration.Members.OfType<MethodDeclarationSyntax>()
            .Where(method => method.ParameterList.Parameters.Any(parameter =>
                network.Source.Model.GetDeclaredSymbol(parameter) is IParameterSymbol { Type: var type } && type.IsTensorOrTokens()))];
        return methods.Length == network.Spec.Parts.Count + network.Spec.Entries.Count ? methods : null;
    }

    private static IEnumerable<TextChange> Changes(
        NetworkAtCursor network, AttributeSyntax marker, MethodDeclarationSyntax[] described, IEnumerable<string> lists)
    {
        ClassDeclarationSyntax declaration = network.Declaration;
        ParameterSyntax input = described.First(method => method.Identifier.ValueText == ChainReader.Predict).ParameterList.Parameters[0];
        string shape = Fixes.ShapeText.Attribute(input)?.ArgumentList?.ToString() ?? "";
        string explains = network.Spec.Entries.Any(entry => entry.Explains) ? ", Explains" : "";
        yield return new TextChange(new TextSpan(marker.Span.End, 0), $", Input{shape}{explains}");

        string separator = network.Source.NewLine + network.Indentation;
        AttributeListSyntax last = declaration.AttributeLists[declaration.AttributeLists.Count - 1];
        yield return new TextChange(new TextSpan(last.Span.End, 0), string.Concat(lists.Select(list => $"{separator}[{list}]")));

        if (described.Length == declaration.Members.Count)
        {
            var body = TextSpan.FromBounds(declaration.Identifier.Span.End, declaration.CloseBraceToken.Span.End);
            yield return new TextChange(body, ";");
            yield break;
        }

        foreach (MethodDeclarationSyntax member in described)
        {
            yield return new TextChange(member.FullSpan, "");
        }
    }
}
