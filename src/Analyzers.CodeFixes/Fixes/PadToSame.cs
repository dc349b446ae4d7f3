using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CompiledNets.CodeFixes.Fixes;

/// <summary>CN1007: a window that does not fit gets the padding with which it keeps the image's size, or a kernel that fits.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PadToSame)), Shared]
internal sealed class PadToSame : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CN1007"];

    public override IEnumerable<Repair> Repairs(Finding finding)
    {
        foreach (string argument in new[] { "padding", "kernel" })
        {
            if (finding.Layer is { } layer && finding.Fact(argument) is { } value)
            {
                yield return new Repair($"Write '{layer.Named(argument, value)}' in {layer.Op}", argument, layer.Set(argument, value));
            }
        }
    }
}
