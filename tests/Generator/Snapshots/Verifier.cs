using System.Runtime.CompilerServices;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace CompiledNets.Generator.Tests.Snapshots;

/// <summary>Compares a text with the file that was approved for it, in the convention of the Verify library (which this one class
/// stands in for): <c>Class.Method.verified.cs</c> beside the test; a mismatch writes <c>Class.Method.received.cs</c> and fails
/// with the differing lines. To approve, rename the received file.</summary>
internal static class Verifier
{
    private const int Context = 2;

    public static void Verify(string text, [CallerFilePath] string testFile = "", [CallerMemberName] string testName = "")
    {
        string stem = Path.Combine(Path.GetDirectoryName(testFile)!, $"{Path.GetFileNameWithoutExtension(testFile)}.{testName}");
        string verifiedFile = stem + ".verified.cs", receivedFile = stem + ".received.cs";
        string received = text.Replace("\r\n", "\n");
        string verified = File.Exists(verifiedFile) ? File.ReadAllText(verifiedFile).Replace("\r\n", "\n") : "";
        if (received == verified)
        {
            File.Delete(receivedFile);
            return;
        }

        File.WriteAllText(receivedFile, received);
        Assert.Fail($"{Path.GetFileName(verifiedFile)} differs from {Path.GetFileName(receivedFile)}:\n{Difference(verified, received)}");
    }

    private static string Difference(string verified, string received)
    {
        List<DiffPiece> lines = new InlineDiffBuilder(new Differ()).BuildDiffModel(verified, received).Lines;
        var shown = lines.Where((_, index) => lines
            .Skip(Math.Max(0, index - Context)).Take(2 * Context + 1).Any(line => line.Type != ChangeType.Unchanged));
        return string.Join("\n", shown.Take(80).Select(line => Mark(line.Type) + line.Text));
    }

    private static string Mark(ChangeType type) => type switch
    {
        ChangeType.Inserted => "+ ",
        ChangeType.Deleted => "- ",
        _ => "  ",
    };
}
