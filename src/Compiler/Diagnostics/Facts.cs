using CompiledNets.Compiler.FrontEnd;

namespace CompiledNets.Compiler.Diagnostics;

/// <summary>The names of what rules tell code fixes, as properties of the diagnostic. An argument's own name, as inline calls spell it
/// (<c>stride</c>), says which value it should get.</summary>
internal static class Facts
{
    /// <summary>The layer to change, where the diagnostic stands elsewhere: <c>start:length</c> in the diagnostic's file.</summary>
    public const string Layer = "Layer";

    /// <summary>Other places of the same mistake in the diagnostic's file, to be changed with it: <c>start:length</c>, separated by commas.</summary>
    public const string Others = "Others";

    /// <summary>A layer that has the wanted arguments already, so that they can be written as they are there.</summary>
    public const string Like = "Like";

    /// <summary>The operand to change: <c>0</c> or <c>1</c>.</summary>
    public const string Operand = "Operand";

    /// <summary>The parameter of an entry point whose <c>[Shape]</c> is meant, by its place.</summary>
    public const string Parameter = "Parameter";

    /// <summary>The extents of a shape: <c>3, 32, 32</c>.</summary>
    public const string Shape = "Shape";

    /// <summary>The argument that is meant, as inline calls spell it.</summary>
    public const string Argument = "Argument";

    /// <summary>What an argument should be; several, nearest first, are separated by commas.</summary>
    public const string Value = "Value";

    /// <summary>The names that could be meant: <c>Decoder,Encoder</c>.</summary>
    public const string Names = "Names";

    /// <summary>An op that is missing, as it is written: <c>Reshape(1, 28, 28)</c>.</summary>
    public const string Op = "Op";

    public static Fact Of(string name, string value) => new(name, value);

    public static Fact Of(string name, int value) => new(name, Compiler.Names.Text(value));

    /// <summary>A place, by its site.</summary>
    public static Fact At(string name, int site) => new(name, SiteMark.Of(site));
}
