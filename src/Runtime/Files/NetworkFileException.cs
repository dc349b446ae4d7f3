namespace CompiledNets;

/// <summary>A file of network parameters that cannot be read or does not fit: names the file and, where one is to blame,
/// the tensor. What it was to be loaded into is unchanged.</summary>
/// <remarks>An <see cref="IOException"/>, so that one <c>catch</c> serves missing, unreadable and foreign files alike
/// (<see cref="InvalidDataException"/> is sealed).</remarks>
public sealed class NetworkFileException : IOException
{
    private const int LongestQuote = 120;

    /// <summary>Describes a bad file.</summary>
    /// <param name="file">Its path, or what else the caller calls it.</param>
    /// <param name="tensor">The tensor to blame, or null.</param>
    /// <param name="problem">What is wrong, as the end of a sentence about the tensor or the file.</param>
    /// <param name="inner">What noticed, or null.</param>
    public NetworkFileException(string file, string? tensor, string problem, Exception? inner = null)
        : base(tensor is null ? $"'{file}' {problem}" : $"'{file}': tensor {Quote(tensor)} {problem}", inner)
    {
        FileName = file;
        TensorName = tensor;
    }

    /// <summary>The file's path, or what else the caller called it.</summary>
    public string FileName { get; }

    /// <summary>The name, in the file or of the network, of the tensor to blame; null when it is the file as a whole.</summary>
    public string? TensorName { get; }

    /// <summary>Text from a file that nobody vouches for, fit for one line of a message.</summary>
    internal static string Quote(string text)
    {
        string shown = text.Length <= LongestQuote ? text : text[..LongestQuote] + "…";
        return "'" + string.Concat(shown.Select(character => char.IsControl(character) ? '�' : character)) + "'";
    }
}
