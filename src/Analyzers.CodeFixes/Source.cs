using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.CodeFixes;

/// <summary>A document with all that fixes and refactorings ask of it.</summary>
internal sealed record Source(Document Document, SyntaxNode Root, SemanticModel Model, SourceText Text)
{
    public static async Task<Source> Of(Document document, CancellationToken cancellation) => new(
        document,
        await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) ?? throw new InvalidOperationException("The document is not C#."),
        await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) ?? throw new InvalidOperationException("The document is not C#."),
        await document.GetTextAsync(cancellation).ConfigureAwait(false));

    /// <summary>The line break that the document uses.</summary>
    public string NewLine => Text.Lines.Count > 1 ? Text.ToString(TextSpan.FromBounds(Text.Lines[0].End, Text.Lines[0].EndIncludingLineBreak)) : "\n";

    /// <summary>The document with changes, which do not overlap.</summary>
    public Document With(IEnumerable<TextChange> changes) =>
        Document.WithText(Text.WithChanges(changes.OrderBy(change => change.Span.Start).ThenBy(change => change.Span.Length)));

    /// <summary>The innermost node of exactly this span, or around it.</summary>
    public SyntaxNode NodeAt(TextSpan span) => Root.FindNode(span, getInnermostNodeForTie: true);
}
