using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CompiledNets.CodeFixes;

/// <summary>The base of all fixes: a fix says for a finding what to write, and this class offers it, one by one and for all findings at
/// once.</summary>
internal abstract class NetworkFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => NetworkFixAll.Instance;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Source source = await Source.Of(context.Document, context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach (Repair repair in Repairs(new Finding(source, diagnostic)))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(repair.Title, _ => Task.FromResult(source.With(repair.Changes)), KeyOf(repair)), diagnostic);
            }
        }
    }

    /// <summary>The ways to mend a finding, best first; none if what is written there is not what the fix knows.</summary>
    public abstract IEnumerable<Repair> Repairs(Finding finding);

    /// <summary>What tells this way from those of other fixes.</summary>
    public string KeyOf(Repair repair) => $"{GetType().Name}.{repair.Key}";
}
