using System.ComponentModel;

namespace CompiledNets;

/// <summary>Draws the pictures of a network: what emitted <c>ToMermaid()</c> and <c>ToSvg()</c> call with the boxes that the compiler made of
/// its graph. Programs that draw nothing have none of it after trimming.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NetworkPicture
{
    /// <summary>A Mermaid flowchart from top to bottom.</summary>
    /// <param name="boxes">The emitted constant: a line for each box.</param>
    public static string Mermaid(string boxes) => MermaidWriter.Write(PictureEntry.Parse(boxes));

    /// <summary>A stand-alone SVG image, with a transparent ground and colours that show on light and dark pages.</summary>
    /// <param name="network">The network's name, which is the image's title.</param>
    /// <param name="boxes">The emitted constant: a line for each box.</param>
    public static string Svg(string network, string boxes) => SvgWriter.Write(network, PictureEntry.Parse(boxes));
}
