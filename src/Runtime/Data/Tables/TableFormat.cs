namespace CompiledNets;

/// <summary>How a file of rows and columns is written.</summary>
public sealed record TableFormat
{
    /// <summary>Comma-separated values with a header row, quoted as RFC 4180 has it.</summary>
    public static TableFormat Csv { get; } = new();

    /// <summary>Tab-separated values with a header row, in which quotation marks are text like any other.</summary>
    public static TableFormat Tsv { get; } = new() { Separator = '\t', Quoted = false };

    /// <summary>What stands between two fields: an ASCII character.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>Whether a field may stand in quotation marks, and then hold separators and line breaks.</summary>
    public bool Quoted { get; init; } = true;

    /// <summary>Whether the first row names the columns. Without, they are named by <see cref="Names"/>, or 0, 1, 2, ….</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>Names for the columns of a file without a header row; <c>null</c> for their numbers.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>The longest row in bytes: what guards against a quotation mark that is never closed.</summary>
    public int LongestRow { get; init; } = 1 << 24;
}
