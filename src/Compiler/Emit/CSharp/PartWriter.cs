using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>Writes the implementing declarations of parts: documentation for the editor, and a body that is never run.</summary>
internal static class PartWriter
{
    public static void Write(CodeWriter writer, NetworkModel model, IReadOnlyList<PassWriter> passes)
    {
        foreach (PartSpec part in model.Spec.Parts)
        {
            LayerRow[] rows = [.. model.Layers.Where(row => row.Owner == part.Name)];
            string own = DocText.Summary(part.Documentation);
            string facts = rows.Length > 0 ? DocText.Escape(DocText.Part(part.Name, rows)) : $"{part.Name}: not used";
            IEnumerable<string> sentences = new[] { own, facts, DocText.Fused(passes, rows) }.Where(sentence => sentence.Length > 0);
            writer.Line();
            DocText.Write(writer, "summary", string.Join("<br/>\n", sentences));
            foreach (string line in DocText.Further(part.Documentation))
            {
                writer.Line("/// " + line);
            }

            WriteStub(writer, part);
        }
    }

    public static void WriteStub(CodeWriter writer, PartSpec part)
    {
        writer.Line($"{part.Signature} =>");
        writer.Line($"    throw new global::System.InvalidOperationException(\"{part.Name} describes a layer: it is compiled, not run.\");");
    }
}
