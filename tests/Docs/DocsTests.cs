using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace CompiledNets.Docs.Tests;

/// <summary>What the pages show is true: their code compiles without a warning, runs where they say so, and prints what they say.</summary>
public sealed class DocsTests
{
    // Emitted code is no program by itself: it stands in a fence of another name.
    private static readonly Regex Excerpt = new("^```cs\n(?<text>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.CultureInvariant);
    private static readonly Regex Link = new(@"\]\((?<target>[^)#]+)(#[^)]*)?\)", RegexOptions.CultureInvariant);

    public static TheoryData<string> Pages => ["README.md", .. Guide];

    private static IEnumerable<string> Guide => Directory.GetFiles(Path.Combine(Root(), "docs/guide"), "*.md")
        .Select(page => "docs/guide/" + Path.GetFileName(page)).Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_ShowsWhatCompiles_AndWhatItPrints(string page)
    {
        IReadOnlyList<Snippet> snippets = Snippet.Of(Read(page));
        PageProgram program = PageProgram.Of(snippets, page);
        Assert.Equal([], program.Problems());

        string[] printed = program.Run().Split(PageProgram.Mark);
        foreach ((Snippet snippet, string output) in snippets.Where(snippet => snippet.Runs).Zip(printed.Skip(1)))
        {
            if (snippet.Prints is { } expected)
            {
                Assert.Equal(expected.Split('\n'), output.TrimEnd('\n').Split('\n')[1..]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_LinksToFilesThatExist(string page)
    {
        string folder = Path.GetDirectoryName(Path.Combine(Root(), page))!;
        Assert.Equal([], Link.Matches(Read(page)).Select(link => link.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(folder, target))));
    }

    [Fact]
    public void Readme_ShowsWhatIsEmitted()
    {
        string readme = Read("README.md");
        string[] emitted = [.. PageProgram.Of(Snippet.Of(readme), "README.md").Emitted("DigitNet").Split('\n').Select(line => line.Trim())];
        string[] shown = [.. Excerpt.Match(readme).Groups["text"].Value.Split('\n').Select(line => line.Trim()).Where(line => line is not ("" or "///" or "/// ..."))];
        Assert.NotEmpty(shown);
        int at = 0;
        Assert.All(shown, line =>
        {
            at = Array.IndexOf(emitted, line, at) + 1;
            Assert.True(at > 0, $"It is not emitted, or not in this place: {line}");
        });
    }

    [Fact]
    public void Readme_ShowsThePictureThatToSvgDraws() => Assert.Equal(
        PageProgram.Of(Snippet.Of(Read("README.md")), "README.md").Static("Vae", "ToSvg"), Read("docs/pictures/vae.svg"));

    [Fact]
    public void Readme_LinksToEveryGuidePage()
    {
        string readme = Read("README.md");
        Assert.All(Guide, page => Assert.Contains($"]({page})", readme, StringComparison.Ordinal));
    }

    private static string Read(string page) => File.ReadAllText(Path.Combine(Root(), page)).Replace("\r\n", "\n");

    private static string Root([CallerFilePath] string testFile = "") => Path.Combine(Path.GetDirectoryName(testFile)!, "../..");
}
