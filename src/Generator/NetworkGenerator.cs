using System.Text;
using CompiledNets.Compiler;
using CompiledNets.Compiler.FrontEnd;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.Generator;

/// <summary>Emits the code of every <c>[Network]</c> class.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <summary>The names of the pipeline's steps, for tests of what an edit re-runs.</summary>
    internal static class Steps
    {
        /// <summary>Source to spec: runs for every network when the compilation changed.</summary>
        public const string Read = nameof(Read);

        /// <summary>Spec to text: runs for a network whose spec changed.</summary>
        public const string Emit = nameof(Emit);
    }

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<NetworkSpec> specs = context.SyntaxProvider
            .ForAttributeWithMetadataName("CompiledNets.NetworkAttribute", (_, _) => true, Read)
            .Where(spec => spec is { IsClosed: false })
            .Select((spec, _) => spec!)
            .WithTrackingName(Steps.Read);

        IncrementalValuesProvider<EmittedFile> files = specs
            .Select((spec, _) => new EmittedFile(NetworkCompiler.FileName(spec), NetworkCompiler.Emit(spec)))
            .WithTrackingName(Steps.Emit);

        context.RegisterSourceOutput(files, (output, file) => output.AddSource(file.Name, SourceText.From(file.Text, Encoding.UTF8)));
    }

    private static NetworkSpec? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        context.TargetSymbol is INamedTypeSymbol type && IsFirst(context, type, cancellation)
            ? NetworkReader.Read(type, context.SemanticModel.Compilation, cancellation).Spec
            : null;

    /// <summary>Whether this declaration has the attribute first. C# reports the others, and one network is emitted once.</summary>
    private static bool IsFirst(GeneratorAttributeSyntaxContext context, INamedTypeSymbol type, CancellationToken cancellation)
    {
        AttributeData first = type.GetAttributes().First(given => SymbolEqualityComparer.Default.Equals(given.AttributeClass, context.Attributes[0].AttributeClass));
        return first.ApplicationSyntaxReference is { } reference && context.TargetNode.Contains(reference.GetSyntax(cancellation));
    }

    private sealed record EmittedFile(string Name, string Text);
}
