using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.CodeFixes.Tests.Support;

/// <summary>Offers and applies refactorings as an editor does.</summary>
internal static class Refactoring
{
    /// <summary>What is offered at the cursor, or null.</summary>
    public static async Task<CodeAction?> Offer<TRefactoring>(Document document, TextSpan span)
        where TRefactoring : CodeRefactoringProvider, new()
    {
        CodeAction? offered = null;
        await new TRefactoring().ComputeRefactoringsAsync(new CodeRefactoringContext(document, span, action => offered = action, CancellationToken.None));
        return offered;
    }

    /// <summary>What is offered where the source has the text <paramref name="cursor"/>, or null.</summary>
    public static Task<CodeAction?> Offer<TRefactoring>(string source, string cursor)
        where TRefactoring : CodeRefactoringProvider, new() =>
        Offer<TRefactoring>(Editor.Open(source).Net(), new TextSpan(source.IndexOf(cursor, StringComparison.Ordinal), 0));

    /// <summary>The source after the refactoring, about which nobody complains.</summary>
    public static async Task<string> Apply<TRefactoring>(string source, string cursor, string title)
        where TRefactoring : CodeRefactoringProvider, new()
    {
        Document document = Editor.Open(source).Net();
        CodeAction? action = await Offer<TRefactoring>(document, new TextSpan(source.IndexOf(cursor, StringComparison.Ordinal), 0));
        Assert.Equal(title, action?.Title);
        Project changed = await action!.Apply(document.Project);
        Assert.Empty(await changed.Complaints());
        return await changed.Net().Text();
    }
}
