using CompiledNets.Analyzers.Tests.Support;

namespace CompiledNets.Analyzers.Tests.Stability;

/// <summary>Networks of members, for tests of single rules.</summary>
internal static class Wired
{
    /// <summary>Exactly the marked diagnostics are reported for a network of these members.</summary>
    public static void Reports(string members) => Check.ReportsAtMarks(Network(members));

    /// <summary>Nothing is reported for a network of these members.</summary>
    public static void IsClean(string members) => Check.IsClean(Network(members));

    private static string Network(string members) => $"[Network]\npublic partial class Net\n{{\n{members}\n}}";
}
