using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.CodeFixes;

/// <summary>Fix All: in each document the changes of all findings together. A repair that would touch what an earlier one changes is left
/// out as a whole; the next round finds whatever it was to mend, if that is still wrong.</summary>
internal sealed class NetworkFixAll : DocumentBasedFixAllProvider
{
    public static NetworkFixAll Instance { get; } = new();

    /// <inheritdoc/>
    protected override async Task<Document?> FixAllAsync(FixAllContext context, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        Source source = await Source.Of(document, context.CancellationToken).ConfigureAwait(false);
        var fix = (NetworkFix)context.CodeFixProvider;
        var changes = new List<TextChange>();
        foreach (Diagnostic diagnostic in diagnostics.OrderBy(each => each.Location.SourceSpan.Start))
        {
            Repair? repair = fix.Repairs(new Finding(source, diagnostic)).FirstOrDefault(each => fix.KeyOf(each) == context.CodeActionEquivalenceKey);
            if (repair is not null && repair.Changes.All(change => changes.Contains(change) || !changes.Any(other => Meet(change.Span, other.Span))))
            {
                changes.AddRange(repair.Changes.Where(change => !changes.Contains(change)));
            }
        }

        return source.With(changes);
    }

    /// <summary>Whether two changes overlap or insert at one place, which leaves their order open.</summary>
    private static bool Meet(TextSpan one, TextSpan other) => one.OverlapsWith(other) || one.Start == other.Start;
}
