using CompiledNets.Compiler.Emit.Pictures;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>Writes <c>ToMermaid</c> and <c>ToSvg</c>, and the constant that both draw.</summary>
internal static class PictureWriter
{
    public static void WriteMethods(CodeWriter writer, string network)
    {
        const string Picture = "global::CompiledNets.NetworkPicture";
        writer.Line("/// <summary>The layers and their shapes as a Mermaid flowchart, which GitHub and many editors show.</summary>");
        writer.Line($"public static string ToMermaid() => {Picture}.Mermaid(Code.Picture);");
        writer.Line();
        writer.Line("/// <summary>The layers and their shapes as an SVG image, for light and dark pages.</summary>");
        writer.Line($"public static string ToSvg() => {Picture}.Svg(\"{network}\", Code.Picture);");
    }

    public static void WriteConstant(CodeWriter writer, NetworkModel model)
    {
        string[] lines = [.. PictureText.Lines(model)];
        writer.Line("// What ToMermaid and ToSvg draw: entry points, arguments, layers (title, shape, boxes read, parameters, group) and results.");
        writer.Line("internal const string Picture =");
        writer.Indent();
        for (int index = 0; index < lines.Length; index++)
        {
            writer.Line($"\"{lines[index]}\\n\"{(index == lines.Length - 1 ? ";" : " +")}");
        }

        writer.Outdent();
    }
}
