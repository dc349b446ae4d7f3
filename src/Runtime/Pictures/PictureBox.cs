using System.Globalization;

namespace CompiledNets;

internal enum PictureBoxKind
{
    Input,
    Layer,
    Entry,
    Output,
}

/// <summary>A box: some calls of layers, with the shape they make.</summary>
/// <param name="Inputs">The boxes that it reads, by their numbers in the entry point.</param>
/// <param name="Group">The part or the path of helpers that it belongs to, or empty.</param>
internal sealed record PictureBox(PictureBoxKind Kind, string Title, string Shape, int[] Inputs, int Parameters, string Group)
{
    /// <summary>What stands under the title: <c>(64,56,56) · 36,992 parameters</c>.</summary>
    public string Facts => Parameters == 0
        ? Shape
        : string.Create(CultureInfo.InvariantCulture, $"{Shape} · {Parameters:N0} parameter{(Parameters == 1 ? "" : "s")}");
}
