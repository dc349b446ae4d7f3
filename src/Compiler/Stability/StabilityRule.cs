using System.Globalization;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.Stability;

/// <summary>A rule about networks that compile and train badly (CN2xxx). It sees only networks without errors. Every class of this kind in
/// the assembly is found by itself: a new rule is a new file, a descriptor and a page.</summary>
internal abstract class StabilityRule
{
    /// <summary>What it finds in the calls of one entry point, helpers and parts in their places.</summary>
    public virtual IEnumerable<Fault> Check(Wiring wiring) => [];

    /// <summary>What it finds in the network as a whole.</summary>
    public virtual IEnumerable<Fault> Check(NetworkModel network) => [];

    /// <summary>A finding at a call as it is written.</summary>
    protected static Fault At(WiredCall call, DiagnosticDescriptor rule, params string[] arguments) => new(rule.Id, arguments.ToEquatableArray(), call.Site);

    /// <summary>A number in a message, with two decimals at most.</summary>
    protected static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>All stability rules.</summary>
internal static class StabilityRules
{
    private static readonly StabilityRule[] All =
    [
        .. typeof(StabilityRule).Assembly.GetTypes()
            .Where(type => typeof(StabilityRule).IsAssignableFrom(type) && !type.IsAbstract)
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (StabilityRule)Activator.CreateInstance(type)!),
    ];

    /// <summary>What they find in a network without errors, in the order of the source.</summary>
    public static IEnumerable<Fault> Check(NetworkModel network)
    {
        var findings = new List<Fault>();
        foreach (StabilityRule rule in All)
        {
            findings.AddRange(rule.Check(network));
        }

        foreach (EntryModel entry in network.Entries)
        {
            var wiring = new Wiring(entry);
            foreach (StabilityRule rule in All)
            {
                findings.AddRange(rule.Check(wiring));
            }
        }

        return findings.OrderBy(finding => finding.Site).ThenBy(finding => finding.Id, StringComparer.Ordinal);
    }
}
