using CompiledNets.Compiler.FrontEnd;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledNets.CodeFixes.Refactorings;

/// <summary>Ops that are called inside one another, <c>ReLU(BatchNorm(Conv2D(x, 64, 3)))</c>: the calls, and the values that they leave
/// open, in the order of the source.</summary>
internal sealed class InlineBlock
{
    private readonly SemanticModel model;

    private InlineBlock(InvocationExpressionSyntax root, SemanticModel model)
    {
        Root = root;
        this.model = model;
        Add(root, null);
    }

    public InvocationExpressionSyntax Root { get; }

    /// <summary>The calls that the block is made of, outermost first.</summary>
    public List<InvocationExpressionSyntax> Calls { get; } = [];

    /// <summary>What stands in its other arguments, and the parameters of the ops that it is for.</summary>
    public List<(ExpressionSyntax Expression, IParameterSymbol Parameter)> Leaves { get; } = [];

    /// <summary>The calls alone: <c>ReLU(BatchNorm(Conv2D(…)))</c>.</summary>
    public string Outline => string.Join("(", Calls.Select(call => Op(call)!.Name)) + "(…" + new string(')', Calls.Count);

    /// <summary>The block that a node is in: of two ops at least, among them one with weights, which is what repeats a layer.</summary>
    public static InlineBlock? At(SyntaxNode node, SemanticModel model)
    {
        InvocationExpressionSyntax? call = node.FirstAncestorOrSelf<InvocationExpressionSyntax>();
        if (call is null || Op(call, model) is null)
        {
            return null;
        }

        var block = new InlineBlock(call, model);
        return block.Calls.Count > 1 && block.Calls.Any(each => OpNames.OwnsWeights(block.Op(each)!)) && block.Leaves.All(leaf => leaf.Parameter is not null)
            ? block
            : null;
    }

    /// <summary>All places in a method where the same ops are called in the same way, this one among them. They share no call.</summary>
    public List<InlineBlock> RepeatsIn(MethodDeclarationSyntax method)
    {
        var taken = new HashSet<SyntaxNode>(Calls);
        var repeats = new List<InlineBlock> { this };
        foreach (InvocationExpressionSyntax call in method.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (call != Root && Like(call) is { } other && !other.Calls.Any(taken.Contains))
            {
                taken.UnionWith(other.Calls);
                repeats.Add(other);
            }
        }

        return repeats;
    }

    private IMethodSymbol? Op(InvocationExpressionSyntax call) => Op(call, model);

    private static IMethodSymbol? Op(InvocationExpressionSyntax call, SemanticModel model) =>
        model.GetSymbolInfo(call).Symbol is IMethodSymbol method && method.ContainingType.IsOps() ? method : null;

    /// <summary>The block of the same calls as this one that begins with <paramref name="root"/>, or null.</summary>
    private InlineBlock? Like(InvocationExpressionSyntax root)
    {
        if (!AreAlike(Root, root))
        {
            return null;
        }

        var other = new InlineBlock(root, model);
        other.Calls.Clear();
        other.Leaves.Clear();
        return other.Add(root, Root) ? other : null;
    }

    /// <summary>Takes a call apart: inner calls of ops belong to the block, unless <paramref name="pattern"/> has something else there.</summary>
    private bool Add(InvocationExpressionSyntax call, InvocationExpressionSyntax? pattern)
    {
        Calls.Add(call);
        for (int index = 0; index < call.ArgumentList.Arguments.Count; index++)
        {
            ArgumentSyntax argument = call.ArgumentList.Arguments[index];
            InvocationExpressionSyntax? inner = argument.Expression as InvocationExpressionSyntax;
            bool isInner = inner is not null && Op(inner) is not null;
            if (pattern is not null)
            {
                bool isWanted = pattern.ArgumentList.Arguments[index].Expression is InvocationExpressionSyntax wanted && Op(wanted) is not null;
                if (isWanted && !(isInner && AreAlike((InvocationExpressionSyntax)pattern.ArgumentList.Arguments[index].Expression, inner!)))
                {
                    return false;
                }

                isInner = isWanted;
            }

            if (!isInner)
            {
                Leaves.Add((argument.Expression, ParameterOf(call, argument)));
            }
            else if (!Add(inner!, pattern?.ArgumentList.Arguments[index].Expression as InvocationExpressionSyntax))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The same op with the same arguments written in the same way.</summary>
    private bool AreAlike(InvocationExpressionSyntax one, InvocationExpressionSyntax other) =>
        SymbolEqualityComparer.Default.Equals(Op(one), Op(other))
        && one.ArgumentList.Arguments.Select(argument => argument.NameColon?.ToString())
            .SequenceEqual(other.ArgumentList.Arguments.Select(argument => argument.NameColon?.ToString()));

    private IParameterSymbol ParameterOf(InvocationExpressionSyntax call, ArgumentSyntax argument)
    {
        IMethodSymbol op = Op(call)!;
        int position = Math.Min(call.ArgumentList.Arguments.IndexOf(argument), op.Parameters.Length - 1);
        return op.Parameters.FirstOrDefault(parameter => parameter.Name == argument.NameColon?.Name.Identifier.ValueText) ?? op.Parameters[position];
    }
}
