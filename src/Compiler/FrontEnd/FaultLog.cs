using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.FrontEnd;

/// <summary>Collects the faults of one reading. A mistake in a helper is kept once, however many calls and loop turns meet it.</summary>
internal sealed class FaultLog(SourceMap sources)
{
    private readonly List<(Fault Fault, SyntaxNode? Method)> faults = [];
    private readonly HashSet<(string Id, Location Location, string Arguments)> known = [];

    /// <summary>Reports something about a declaration.</summary>
    public void Report(DiagnosticDescriptor rule, Location location, params string[] arguments) =>
        ReportIn(null, -1, rule, location, arguments);

    /// <summary>Reports something about a declaration, with what its code fix needs.</summary>
    public void Report(DiagnosticDescriptor rule, Location location, Fact fact, params string[] arguments)
    {
        if (known.Add((rule.Id, location, string.Join("\n", arguments))))
        {
            faults.Add((new Fault(rule.Id, arguments.ToEquatableArray(), sources.Add(location)) { Facts = [fact] }, null));
        }
    }

    /// <summary>Reports something about a call that was read.</summary>
    public void ReportAt(int site, DiagnosticDescriptor rule, params string[] arguments)
    {
        if (known.Add((rule.Id, sources.Location(site), string.Join("\n", arguments))))
        {
            faults.Add((new Fault(rule.Id, arguments.ToEquatableArray(), site), null));
        }
    }

    /// <summary>Reports something inside a method's body.</summary>
    /// <param name="method">The method's declaration: should the C# compiler report errors there, it alone speaks.</param>
    /// <param name="caller">The site of the call that led into the method, or -1.</param>
    public void ReportIn(SyntaxNode? method, int caller, DiagnosticDescriptor rule, Location location, params string[] arguments)
    {
        if (known.Add((rule.Id, location, string.Join("\n", arguments))))
        {
            faults.Add((new Fault(rule.Id, arguments.ToEquatableArray(), sources.Add(location, caller)), method));
        }
    }

    /// <summary>All faults but those in methods that the C# compiler rejects already.</summary>
    public IEnumerable<Fault> Where(Func<SyntaxNode, bool> isRejected)
    {
        var verdicts = new Dictionary<SyntaxNode, bool>();
        foreach ((Fault fault, SyntaxNode? method) in faults)
        {
            if (method is not null && !verdicts.ContainsKey(method))
            {
                verdicts.Add(method, isRejected(method));
            }

            if (method is null || !verdicts[method])
            {
                yield return fault;
            }
        }
    }
}
