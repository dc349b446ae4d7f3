using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CompiledNets.CodeFixes.Tests.Support;

/// <summary>Offers and applies fixes as an editor does.</summary>
/// <remarks>A network before and after a fix is one text, in which <c>⟦before→after⟧</c> marks what differs:
/// <c>Conv2D(x, 8, 3⟦→, padding: 1⟧)</c>.</remarks>
internal static class Fixing
{
    private static readonly Regex Difference = new("⟦(.*?)→(.*?)⟧", RegexOptions.Singleline | RegexOptions.CultureInvariant);

    /// <summary>The fix mends a network, after which nobody complains; so does Fix All in a document and in a project that have it twice.</summary>
    /// <param name="id">The only rule that is broken.</param>
    /// <param name="title">What the light bulb says.</param>
    /// <param name="marked">The network.</param>
    public static async Task Mends<TFix>(string id, string title, string marked)
        where TFix : CodeFixProvider, new()
    {
        string before = Difference.Replace(marked, "$1"), after = Difference.Replace(marked, "$2");
        Document document = Editor.Open(before).Net();
        Assert.All(await document.Project.Findings(), finding => Assert.Equal(id, finding.Id));

        CodeAction action = await Offer<TFix>(document, id, title);
        Project mended = await action.Apply(document.Project);
        Assert.Equal(after, await mended.Net().Text());
        Assert.Empty(await mended.Complaints());

        Project inDocument = await ApplyToAll<TFix>(Editor.Open(Twice(before)).Net(), id, action, FixAllScope.Document);
        Assert.Equal(Twice(after), await inDocument.Net().Text());

        Project inProject = await ApplyToAll<TFix>(Editor.Open(before, InTwin(before)).Net(), id, action, FixAllScope.Project);
        Assert.Equal(after, await inProject.Net().Text());
        Assert.Equal(InTwin(after), await inProject.Net(1).Text());
    }

    /// <summary>What is offered for the first finding with an id.</summary>
    public static async Task<ImmutableArray<CodeAction>> Offers<TFix>(Document document, string id)
        where TFix : CodeFixProvider, new()
    {
        Diagnostic finding = (await document.Project.Findings()).First(each => each.Id == id);
        var offered = ImmutableArray.CreateBuilder<CodeAction>();
        await new TFix().RegisterCodeFixesAsync(new CodeFixContext(document, finding, (action, _) => offered.Add(action), CancellationToken.None));
        return offered.ToImmutable();
    }

    /// <summary>Applies an action to its project.</summary>
    public static async Task<Project> Apply(this CodeAction action, Project project)
    {
        CodeActionOperation operation = Assert.Single(await action.GetOperationsAsync(CancellationToken.None));
        return Assert.IsType<ApplyChangesOperation>(operation).ChangedSolution.GetProject(project.Id)!;
    }

    private static async Task<CodeAction> Offer<TFix>(Document document, string id, string title)
        where TFix : CodeFixProvider, new()
    {
        ImmutableArray<CodeAction> offered = await Offers<TFix>(document, id);
        Assert.Contains(title, offered.Select(action => action.Title));
        return offered.First(action => action.Title == title);
    }

    private static async Task<Project> ApplyToAll<TFix>(Document document, string id, CodeAction action, FixAllScope scope)
        where TFix : CodeFixProvider, new()
    {
        var fix = new TFix();
        var context = new FixAllContext(document, fix, scope, action.EquivalenceKey, [id], new Reported(), CancellationToken.None);
        CodeAction? all = await fix.GetFixAllProvider()!.GetFixAsync(context);
        return await Assert.IsAssignableFrom<CodeAction>(all).Apply(document.Project);
    }

    private static string Twice(string source) => $"{source}\n\n{InTwin(source)}";

    private static string InTwin(string source) => $"namespace Twin\n{{\n{source}\n}}\n";

    private sealed class Reported : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellation) => await project.Findings();

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellation) =>
            (await document.Project.Findings()).Where(finding => finding.Location.SourceTree?.FilePath == document.FilePath);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellation) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
