using System.Collections.Immutable;
using CompiledNets.Compiler.FrontEnd.Bodies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace CompiledNets.Compiler.FrontEnd;

/// <summary>What all steps of one reading share. Lives as long as the reading: nothing of it reaches the spec.</summary>
internal sealed class ReadingContext
{
    private readonly Dictionary<SyntaxTree, SemanticModel> models = [];
    private readonly Dictionary<SyntaxTree, bool> emitted = [];
    private readonly Dictionary<IMethodSymbol, MethodBody?> bodies = new(SymbolEqualityComparer.Default);

    public ReadingContext(
        INamedTypeSymbol type, Compilation compilation, ImmutableArray<INamedTypeSymbol> outer, CancellationToken cancellation)
    {
        Type = type;
        Outer = outer;
        Compilation = compilation;
        Cancellation = cancellation;
        Faults = new FaultLog(Sources);
        Ops = OpNames.Of(compilation);
    }

    public INamedTypeSymbol Type { get; }

    /// <summary>The networks that this one is read as a layer of.</summary>
    public ImmutableArray<INamedTypeSymbol> Outer { get; }

    public Compilation Compilation { get; }

    public CancellationToken Cancellation { get; }

    public SourceMap Sources { get; } = new();

    public FaultLog Faults { get; }

    public OpNames Ops { get; }

    public PlaceTable Places { get; } = new();

    public HelperUses Helpers { get; } = new();

    /// <summary>Whether the C# compiler reports an error in something that was read.</summary>
    public bool HasCompilerErrors { get; set; }

    /// <summary>Parts by their defining declaration.</summary>
    public Dictionary<IMethodSymbol, PartSpec> Parts { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Parts that cannot be expanded, because of faults or C# errors in their declarations.</summary>
    public HashSet<IMethodSymbol> BrokenParts { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Parts and entry points whose name an earlier one has: they are reported, and then left alone.</summary>
    public HashSet<IMethodSymbol> Duplicates { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The describing methods of entry points.</summary>
    public HashSet<IMethodSymbol> Entries { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Ordinary methods that the user wrote, in source order.</summary>
    public IEnumerable<IMethodSymbol> UserMethods() =>
        UserMembers().OfType<IMethodSymbol>().Where(method => method.MethodKind == MethodKind.Ordinary);

    /// <summary>Members that the user wrote: the analyzer also sees those that the generator added, and must read the same.</summary>
    public IEnumerable<ISymbol> UserMembers() =>
        Type.GetMembers().Where(member => !member.IsImplicitlyDeclared && Declarations(member).Any());

    /// <summary>The declarations of a symbol that the user wrote.</summary>
    public IEnumerable<SyntaxNode> Declarations(ISymbol symbol) => symbol.DeclaringSyntaxReferences
        .Where(reference => !IsEmitted(reference.SyntaxTree))
        .Select(reference => reference.GetSyntax(Cancellation));

    /// <summary>The body of a method whose source is here, or null.</summary>
    public MethodBody? Body(IMethodSymbol method)
    {
        if (!bodies.TryGetValue(method, out MethodBody? body))
        {
            body = FindBody(method);
            bodies.Add(method, body);
        }

        return body;
    }

    /// <summary>Whether the C# compiler reports an error inside a node; warnings that a project counts as errors are none. Slow: asked
    /// only about methods with faults.</summary>
    public bool IsRejected(SyntaxNode node) => Model(node.SyntaxTree).GetDiagnostics(node.Span, Cancellation)
        .Any(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error);

    private MethodBody? FindBody(IMethodSymbol method)
    {
        IMethodSymbol implementation = method.PartialImplementationPart ?? method;
        return Declarations(implementation).FirstOrDefault() is MethodDeclarationSyntax syntax
            && Compilation.ContainsSyntaxTree(syntax.SyntaxTree)
            && Model(syntax.SyntaxTree).GetOperation(syntax, Cancellation) is IMethodBodyOperation operation
            && (operation.BlockBody ?? operation.ExpressionBody) is { } block
            ? new MethodBody(implementation, syntax, block)
            : null;
    }

    private SemanticModel Model(SyntaxTree tree)
    {
        if (!models.TryGetValue(tree, out SemanticModel? model))
        {
            // What may be null changes no network, and working it out takes Roslyn as long as all the rest of a body.
#pragma warning disable RSEXPERIMENTAL001 // There since Roslyn 4.8 and unchanged in 5.9.
            model = Compilation.GetSemanticModel(tree, SemanticModelOptions.DisableNullableAnalysis);
#pragma warning restore RSEXPERIMENTAL001
            models.Add(tree, model);
        }

        return model;
    }

    private bool IsEmitted(SyntaxTree tree)
    {
        if (!emitted.TryGetValue(tree, out bool known))
        {
            known = tree.GetRoot(Cancellation).GetLeadingTrivia()
                .FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia))
                .ToString().Contains("<auto-generated");
            emitted.Add(tree, known);
        }

        return known;
    }
}
