using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CompiledNets.Compiler.Diagnostics;

namespace CompiledNets.Analyzers.Tests.Stability;

/// <summary>The networks on the pages of stability rules are the ones that were trained: docs/rules/curves has them, and draws their curves.</summary>
public sealed class MeasuredPages
{
    private static readonly Regex Block = new("```csharp\n(.*?)\n```", RegexOptions.Singleline | RegexOptions.CultureInvariant);
    private static readonly Regex Drawing = new(@"\]\(curves/(CN\d{4}\.svg)\)", RegexOptions.CultureInvariant);

    public static TheoryData<string> Ids =>
        [.. Rules.ById.Keys.Where(id => id.StartsWith("CN2", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_ShowsTheNetworksThatAreCompiledAndTrained(string id)
    {
        string[] shown = [.. Block.Matches(Read($"{id}.md")).Select(block => block.Groups[1].Value)];

        Assert.Equal([Network($"curves/{id}/Bad.cs"), Network($"curves/{id}/Good.cs")], shown);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_HasCurvesOrSaysWhyNot(string id)
    {
        string page = Read($"{id}.md");
        Match drawing = Drawing.Match(page);

        Assert.True(drawing.Success ? drawing.Groups[1].Value == $"{id}.svg" : page.Contains("no curve", StringComparison.Ordinal));
        Assert.Equal(drawing.Success, File.Exists(Path.Combine(Folder(), $"curves/{id}.svg")));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_HasAReference(string id) => Assert.Contains("](https://", Read($"{id}.md"), StringComparison.Ordinal);

    /// <summary>The part of a file that a page shows: from the network's attribute on.</summary>
    private static string Network(string file)
    {
        string text = Read(file);
        return text[text.IndexOf("[Network", StringComparison.Ordinal)..].TrimEnd();
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Folder(), file)).Replace("\r\n", "\n");

    private static string Folder([CallerFilePath] string testFile = "") => Path.Combine(Path.GetDirectoryName(testFile)!, "../../../docs/rules");
}
