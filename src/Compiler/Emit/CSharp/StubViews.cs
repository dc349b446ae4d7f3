using CompiledNets.Compiler.FrontEnd;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>Writes the views of a broken network's parameters. Which tensors a layer would have is not known, so each has all members
/// that any layer has.</summary>
internal static class StubViews
{
    private static readonly string[] Members = ["Weight", "Bias", "RunningMean", "RunningVar"];

    public static void Write(CodeWriter writer, string name, NetworkSpec spec, string body)
    {
        IEnumerable<Place> inParts = spec.Parts.SelectMany(part => part.Layers).Select(layer => layer.Place);
        IEnumerable<Place> inBodies = spec.Entries.SelectMany(entry => entry.Body).Select(node => node.Place).OfType<Place>();
        string[][] paths = [.. inParts.Concat(inBodies).Select(place => place.View).Distinct().Select(view => view.Split('.'))
            .Where(path => path[0] is not ("All" or "CopyFrom"))];
        using (writer.Braces($"public readonly struct {name}"))
        {
            writer.Line($"public global::System.ReadOnlySpan<float> All => {body}");
            writer.Line();
            writer.Line($"public void CopyFrom({name} other) => {body}");
            WriteGroups(writer, paths, [name], body);
        }
    }

    private static void WriteGroups(CodeWriter writer, string[][] paths, string[] around, string body)
    {
        int depth = around.Length - 1;
        foreach (IGrouping<string, string[]> group in paths.Where(path => path.Length > depth).GroupBy(path => path[depth]))
        {
            string type = ViewWriter.TypeName(group.Key, around);
            writer.Line();
            writer.Line($"public {type} {Names.Escape(group.Key)} => {body}");
            writer.Line();
            using (writer.Braces($"public readonly struct {type}"))
            {
                if (group.Any(path => path.Length == depth + 1))
                {
                    foreach (string member in Members)
                    {
                        writer.Line($"public global::CompiledNets.ParameterView {member} => {body}");
                    }
                }

                WriteGroups(writer, [.. group], [.. around, type], body);
            }
        }
    }
}
