using System.Globalization;
using System.Text.RegularExpressions;

namespace CompiledNets.Compiler.Diagnostics;

/// <summary>Places named inside messages: findings are free of source positions, so a message carries a mark that its reporter
/// turns into " on line 11", or into nothing where there is no source map.</summary>
internal static class SiteMark
{
    private static readonly Regex Pattern = new("‹@([0-9]+)›", RegexOptions.CultureInvariant);

    public static string Of(int site) => "‹@" + site.ToString(CultureInfo.InvariantCulture) + "›";

    public static string Resolve(string message, Func<int, string> text) =>
        Pattern.Replace(message, match => text(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)));

    public static string Remove(string message) => Resolve(message, _ => "");
}
