using System.Text.RegularExpressions;

namespace CompiledNets.Compiler.FrontEnd;

/// <summary>How members become names of parameters and arguments.</summary>
internal static class Naming
{
    private static readonly Regex FileName = new(@"\A\w+(\.\w+)*\z", RegexOptions.CultureInvariant);

    /// <summary><c>HeadLoss</c> as <c>headLoss</c>.</summary>
    public static string LowerFirst(string name) =>
        name.Length == 0 || char.IsLower(name[0]) ? name : char.ToLowerInvariant(name[0]) + name.Substring(1);

    /// <summary><c>stage</c> as <c>Stage</c>.</summary>
    public static string UpperFirst(string name) =>
        name.Length == 0 || char.IsUpper(name[0]) ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);

    /// <summary>Whether a name can stand before <c>.weight</c> in a file.</summary>
    public static bool IsFileName(string name) => FileName.IsMatch(name);
}
