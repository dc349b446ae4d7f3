using System.Text;
using CompiledNets.Compiler;
using CompiledNets.Compiler.FrontEnd;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.CodeFixes.Refactorings;

/// <summary>The helper that repeated blocks become: its text, and the calls in their places.</summary>
internal sealed class BlockHelper
{
    private readonly string name;
    private readonly List<InlineBlock> blocks;
    private readonly SemanticModel model;
    private readonly string?[] parameterOfLeaf;
    private readonly List<(string Name, string Type, int Leaf)> parameters = [];

    public BlockHelper(string name, List<InlineBlock> blocks, SemanticModel model)
    {
        this.name = name;
        this.blocks = blocks;
        this.model = model;
        parameterOfLeaf = new string?[blocks[0].Leaves.Count];
        for (int leaf = 0; leaf < parameterOfLeaf.Length; leaf++)
        {
            parameterOfLeaf[leaf] = IsFixed(leaf) ? null : ParameterFor(leaf);
        }
    }

    /// <summary>The declaration up to its body.</summary>
    public string Head =>
        $"private {model.GetTypeInfo(blocks[0].Root).Type!.ToMinimalDisplayString(model, blocks[0].Root.SpanStart)} {name}("
        + string.Join(", ", parameters.Select(parameter => $"{parameter.Type} {parameter.Name}")) + ")";

    /// <summary>The block with its parameters in the place of what differs.</summary>
    public string Body
    {
        get
        {
            InlineBlock block = blocks[0];
            string text = block.Root.ToString();
            for (int leaf = parameterOfLeaf.Length - 1; leaf >= 0; leaf--)
            {
                TextSpan span = block.Leaves[leaf].Expression.Span;
                int start = span.Start - block.Root.SpanStart;
                text = parameterOfLeaf[leaf] is { } parameter ? text.Substring(0, start) + parameter + text.Substring(start + span.Length) : text;
            }

            return text;
        }
    }

    /// <summary>The calls that replace the blocks: of blocks inside blocks the outer one's text has all.</summary>
    public IEnumerable<TextChange> Calls() => blocks
        .Where(block => !blocks.Any(outer => outer != block && outer.Root.Span.Contains(block.Root.Span)))
        .Select(block => new TextChange(block.Root.Span, Call(block)));

    private string Call(InlineBlock block) =>
        $"{name}({string.Join(", ", parameters.Select(parameter => Rewritten(block.Leaves[parameter.Leaf].Expression)))})";

    /// <summary>An expression with the blocks inside it replaced.</summary>
    private string Rewritten(ExpressionSyntax expression)
    {
        var text = new StringBuilder(expression.ToString());
        IEnumerable<InlineBlock> inner = blocks.Where(block => expression.Span.Contains(block.Root.Span));
        foreach (InlineBlock block in inner.Where(block => !inner.Any(outer => outer != block && outer.Root.Span.Contains(block.Root.Span)))
            .OrderByDescending(block => block.Root.SpanStart))
        {
            text.Remove(block.Root.SpanStart - expression.SpanStart, block.Root.Span.Length);
            text.Insert(block.Root.SpanStart - expression.SpanStart, Call(block));
        }

        return text.ToString();
    }

    /// <summary>Whether all blocks have the same constant there.</summary>
    private bool IsFixed(int leaf)
    {
        ExpressionSyntax first = blocks[0].Leaves[leaf].Expression;
        return blocks.All(block => SyntaxFactory.AreEquivalent(block.Leaves[leaf].Expression, first))
            && !first.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => model.GetSymbolInfo(name).Symbol is ILocalSymbol or IParameterSymbol);
    }

    /// <summary>The parameter for a leaf: one that always has the same value as an earlier leaf's is that one.</summary>
    private string ParameterFor(int leaf)
    {
        foreach ((string known, _, int other) in parameters)
        {
            if (blocks.All(block => SyntaxFactory.AreEquivalent(block.Leaves[leaf].Expression, block.Leaves[other].Expression)))
            {
                return known;
            }
        }

        IParameterSymbol parameter = blocks[0].Leaves[leaf].Parameter;
        ITypeSymbol type = parameter is { IsParams: true, Type: IArrayTypeSymbol list } ? list.ElementType : parameter.Type;
        string wanted = type.IsTensorOrTokens() ? "x" : parameter.Name, found = wanted;
        for (int number = 2; parameters.Any(other => other.Name == found); number++)
        {
            found = wanted + Names.Text(number);
        }

        parameters.Add((found, type.ToMinimalDisplayString(model, blocks[0].Root.SpanStart), leaf));
        return found;
    }
}
