using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.CodeFixes.Syntax;

/// <summary>A layer or op where it is written: an attribute of a chain, or an inline call. What fixes do to layers is said here once for
/// each of the two.</summary>
internal abstract class LayerSyntax
{
    /// <summary>The layer or op that a node is, or is an argument of.</summary>
    public static LayerSyntax? Around(SyntaxNode node, SemanticModel model)
    {
        foreach (SyntaxNode place in node.AncestorsAndSelf())
        {
            switch (place)
            {
                case AttributeSyntax attribute:
                    return ChainLayer.Of(attribute, model);
                case InvocationExpressionSyntax call when CalledLayer.Of(call, model) is { } layer:
                    return layer;
                case StatementSyntax or MemberDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The op's name: <c>Conv2D</c>.</summary>
    public abstract string Op { get; }

    /// <summary>All of it.</summary>
    public abstract SyntaxNode Syntax { get; }

    /// <summary>What is written for an argument, by the name that inline calls give it, or null.</summary>
    public abstract ExpressionSyntax? Argument(string name);

    /// <summary>An argument as it is written by name: <c>stride: 2</c>, <c>Stride = 2</c>.</summary>
    public abstract string Named(string argument, string value);

    /// <summary>Gives an argument a value, whether it is written or not.</summary>
    public abstract TextChange Set(string argument, string value);

    /// <summary>Takes an argument away, so that it has its default.</summary>
    public TextChange Unset(string argument)
    {
        SyntaxNode written = Argument(argument)!.Parent!;
        SyntaxNode[] all = [.. written.Parent!.ChildNodes()];
        int index = Array.IndexOf(all, written);
        return all.Length == 1 ? Delete(written.SpanStart, written.Span.End)
            : index > 0 ? Delete(all[index - 1].Span.End, written.Span.End)
            : Delete(written.SpanStart, all[1].SpanStart);
    }

    /// <summary>Takes the layer away: what it was given goes on.</summary>
    public abstract ImmutableArray<TextChange> Remove();

    /// <summary>Puts an op before it.</summary>
    public abstract ImmutableArray<TextChange> Before(OpText op);

    /// <summary>Puts an op after it.</summary>
    public abstract ImmutableArray<TextChange> After(OpText op);

    /// <summary>Makes it another op, with the same arguments.</summary>
    public abstract TextChange Rename(string op);

    protected static TextChange Insert(int position, string text) => new(new TextSpan(position, 0), text);

    protected static TextChange Delete(int from, int to) => new(TextSpan.FromBounds(from, to), "");
}

/// <summary>An op to be written: its name and its arguments besides tensors, <c>1, 28, 28</c> or empty.</summary>
internal readonly record struct OpText(string Name, string Arguments = "")
{
    /// <summary>Reads <c>Reshape(1, 28, 28)</c>.</summary>
    public static OpText Parse(string text)
    {
        int open = text.IndexOf('(');
        return open < 0 ? new OpText(text) : new OpText(text.Substring(0, open), text.Substring(open + 1, text.Length - open - 2));
    }

    public override string ToString() => Arguments.Length > 0 ? $"{Name}({Arguments})" : Name;
}
