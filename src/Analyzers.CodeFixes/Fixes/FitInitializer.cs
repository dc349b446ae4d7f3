using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CompiledNets.CodeFixes.Fixes;

/// <summary>CN2013: a layer starts as the activation behind it asks for.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FitInitializer)), Shared]
internal sealed class FitInitializer : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CN2013"];

    public override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Layer is { } layer && finding.Fact("initializer") is { } wanted)
        {
            yield return new Repair($"Write '{layer.Named("initializer", wanted)}'", "Initializer", layer.Set("initializer", wanted));
        }

        if (finding.Layer is { } given && given.Argument("initializer") is not null)
        {
            yield return new Repair("Leave the initialiser to the activation", "Default", given.Unset("initializer"));
        }
    }
}
