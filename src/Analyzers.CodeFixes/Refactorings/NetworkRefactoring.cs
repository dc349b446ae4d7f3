using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;

namespace CompiledNets.CodeFixes.Refactorings;

/// <summary>The base of all refactorings: each looks at the network at the cursor, which must be without errors.</summary>
internal abstract class NetworkRefactoring : CodeRefactoringProvider
{
    /// <inheritdoc/>
    public sealed override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        Source source = await Source.Of(context.Document, context.CancellationToken).ConfigureAwait(false);
        if (NetworkAtCursor.Find(source, context.Span, context.CancellationToken) is { } network && Offer(network) is { } action)
        {
            context.RegisterRefactoring(action);
        }
    }

    /// <summary>What to do with the network, or null if this is nothing for it.</summary>
    protected abstract CodeAction? Offer(NetworkAtCursor network);
}
