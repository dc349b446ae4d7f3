using System.Globalization;
using Microsoft.CodeAnalysis;

namespace CompiledNets.Analyzers.Tests.Support;

/// <summary>Compares what is reported for a source with what is expected.</summary>
internal static class Check
{
    /// <summary>Exactly the marked diagnostics are reported, with these messages, and the C# compiler finds nothing wrong.</summary>
    public static void Reports(string markup, params string[] messages)
    {
        Outcome outcome = ReportsAtMarks(markup);
        Assert.Equal(messages, outcome.Findings.Select(Message));
        Assert.Empty(outcome.CompilerErrors);
    }

    /// <summary>Exactly the marked diagnostics are reported.</summary>
    public static Outcome ReportsAtMarks(string markup)
    {
        Markup expected = Markup.Parse(markup);
        Outcome outcome = Workbench.Run(expected.Source);
        Assert.Equal(expected.Expected, outcome.Findings.Select(Markup.Describe));
        return outcome;
    }

    /// <summary>Neither we nor the C# compiler report anything.</summary>
    public static void IsClean(string source)
    {
        Outcome outcome = Workbench.Run(source);
        Assert.Equal([], outcome.Findings.Select(finding => finding.ToString()));
        Assert.Empty(outcome.CompilerErrors);
    }

    public static string Message(Diagnostic diagnostic) => diagnostic.GetMessage(CultureInfo.InvariantCulture);
}
