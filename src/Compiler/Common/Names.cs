using System.Globalization;

namespace CompiledNets.Compiler;

/// <summary>Spellings of names and numbers in emitted text: invariant, deterministic.</summary>
internal static class Names
{
    public static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);

    /// <summary>First letter lower: <c>Conv1</c> is <c>conv1</c>. A keyword gets an @.</summary>
    public static string Camel(string name)
    {
        string words = name.Replace("ReLU", "Relu").Replace("GELU", "Gelu").Replace("SiLU", "Silu").Replace("ELU", "Elu");
        return Escape(words.Length == 0 ? words : char.ToLowerInvariant(words[0]) + words.Substring(1));
    }

    public static string Escape(string identifier) =>
        Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetKeywordKind(identifier) != Microsoft.CodeAnalysis.CSharp.SyntaxKind.None
            ? "@" + identifier
            : identifier;

    public static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The shortest text that reads back as the same number.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>With thousands separators, for people: <c>101,770</c>.</summary>
    public static string Grouped(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A float literal that reads back as the same float.</summary>
    public static string Float(double value)
    {
        float number = (float)value;
        if (float.IsNaN(number))
        {
            return "float.NaN";
        }

        return float.IsInfinity(number)
            ? number > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity"
            : number.ToString("R", CultureInfo.InvariantCulture) + "f";
    }
}
