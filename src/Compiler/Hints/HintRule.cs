using System.Globalization;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Hints;

/// <summary>A rule about what a network costs (CN3xxx): it computes what it should, but more than it need. It sees only networks without
/// errors. Every class of this kind in the assembly is found by itself: a new rule is a new file, a descriptor and a page.</summary>
internal abstract class HintRule
{
    /// <summary>What it finds in a network.</summary>
    public abstract IEnumerable<Fault> Check(NetworkModel network);

    /// <summary>Whether a call stands in another network that is a layer here: that network's own hints speak of it.</summary>
    protected static bool IsInner(EntryModel entry, BuiltCall call) =>
        entry.Calls.Any(other => other.Spec.Op == InnerNetwork.InputOp && other.Spec.Site == call.Spec.Site);

    /// <summary>A share of one, in percent.</summary>
    protected static string Percent(double share) => (100 * share).ToString("0", CultureInfo.InvariantCulture) + "%";
}

/// <summary>All hints.</summary>
internal static class HintRules
{
    private static readonly HintRule[] All =
    [
        .. typeof(HintRule).Assembly.GetTypes()
            .Where(type => typeof(HintRule).IsAssignableFrom(type) && !type.IsAbstract)
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (HintRule)Activator.CreateInstance(type)!),
    ];

    /// <summary>What they find in a network without errors, in the order of the source.</summary>
    public static IEnumerable<Fault> Check(NetworkModel network) =>
        All.SelectMany(rule => rule.Check(network)).OrderBy(finding => finding.Site).ThenBy(finding => finding.Id, StringComparer.Ordinal);
}
