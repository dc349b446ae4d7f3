using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.CodeFixes.Refactorings;

/// <summary>A block of inline layers that a method repeats, with other values or sizes, becomes a helper with a parameter for each of them.
/// Every call of the helper owns weights of its own, as the blocks did.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(ExtractHelper)), Shared]
internal sealed class ExtractHelper : NetworkRefactoring
{
    /// <inheritdoc/>
    protected override CodeAction? Offer(NetworkAtCursor network)
    {
        Source source = network.Source;
        if (source.NodeAt(network.Span).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || InlineBlock.At(source.NodeAt(network.Span), source.Model) is not { } block)
        {
            return null;
        }

        List<InlineBlock> repeats = block.RepeatsIn(method);
        if (repeats.Count < 2)
        {
            return null;
        }

        var helper = new BlockHelper(network.FreeName("Block"), repeats, source.Model);
        return CodeAction.Create(
            $"Extract {repeats.Count} blocks '{block.Outline}' to a helper",
            _ => Task.FromResult(source.With([.. helper.Calls(), Declaration(network, method, helper)])), nameof(ExtractHelper));
    }

    private static TextChange Declaration(NetworkAtCursor network, MethodDeclarationSyntax method, BlockHelper helper)
    {
        string newLine = network.Source.NewLine, indentation = network.Indentation + "    ";
        return new TextChange(
            new TextSpan(method.Span.End, 0), $"{newLine}{newLine}{indentation}{helper.Head} =>{newLine}{indentation}    {helper.Body};");
    }
}
