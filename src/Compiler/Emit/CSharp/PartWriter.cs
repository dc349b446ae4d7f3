using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>Writes the implementing declarations of parts: documentation for the editor, and a body that is never run.</summary>
internal static class PartWriter
{
    public static void Write(CodeWriter writer, NetworkModel model)
    {
        foreach (PartSpec part in model.Spec.Parts)
        {
            LayerRow[] rows = [.. model.Layers.Where(row => row.Owner == part.Name)];
            string own = DocText.Summary(part.Documentation);
            string facts = rows.Length > 0 ? DocText.Escape(DocText.Part(part.Name, rows)) : $"{part.Name}: not used";
            writer.Line();
            writer.Line($"/// <summary>{(own.Length > 0 ? own + "<br/>" : "")}{facts}</summary>");
            WriteStub(writer, part);
        }
    }

    public static void WriteStub(CodeWriter writer, PartSpec part)
    {
        writer.Line($"{part.Signature} =>");
        writer.Line($"    throw new global::System.InvalidOperationException(\"{part.Name} describes a layer: it is compiled, not run.\");");
    }
}
