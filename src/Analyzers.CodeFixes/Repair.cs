using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.CodeFixes;

/// <summary>One way to mend one finding: a few small changes of the text, so that all around them stays as it was written.</summary>
/// <param name="Title">What will be written, for the light bulb: <c>Write 'stride: 2' in Conv2D</c>.</param>
/// <param name="Key">Which of a fix's ways this is: Fix All applies the same one to other findings, whatever numbers they have.</param>
/// <param name="Changes">In any order; they do not overlap.</param>
internal sealed record Repair(string Title, string Key, params ImmutableArray<TextChange> Changes);
