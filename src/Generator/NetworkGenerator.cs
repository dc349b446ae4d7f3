using System.Collections.Immutable;
using System.Text;
using CompiledNets.Compiler;
using CompiledNets.Compiler.Emit.Ilgpu;
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

        /// <summary>Spec to the text of the device side: where ILGPU is referenced.</summary>
        public const string EmitDevice = nameof(EmitDevice);
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

        IncrementalValueProvider<bool> hasIlgpu = context.CompilationProvider
            .Select((compilation, _) => compilation.GetTypeByMetadataName("ILGPU.Runtime.Accelerator") is not null);
        IncrementalValuesProvider<EmittedFile> deviceFiles = specs.Combine(hasIlgpu)
            .Where(pair => pair.Right)
            .Select((pair, _) => new EmittedFile(NetworkCompiler.FileName(pair.Left), NetworkCompiler.EmitDevice(pair.Left)))
            .WithTrackingName(Steps.EmitDevice);
        IncrementalValueProvider<bool> needsLibrary = deviceFiles.Select((file, _) => file.Name).Collect().Select((names, _) => names.Length > 0);
        context.RegisterSourceOutput(needsLibrary, AddDeviceLibrary);

        // Names of files do not see the difference between Net and net, which C# does.
        IncrementalValueProvider<EquatableArray<string>> twins = files.Select((file, _) => file.Name).Collect().Select((names, _) => Twins(names));
        context.RegisterSourceOutput(
            deviceFiles.Combine(twins),
            (output, pair) => output.AddSource(OwnName(pair.Left.Name, pair.Right).Replace(".g.cs", ".Ilgpu.g.cs"), SourceText.From(pair.Left.Text, Encoding.UTF8)));
        context.RegisterSourceOutput(
            files.Combine(twins), (output, pair) => output.AddSource(OwnName(pair.Left.Name, pair.Right), SourceText.From(pair.Left.Text, Encoding.UTF8)));
    }

    /// <summary>Adds what emitted device code calls, once for all networks.</summary>
    private static void AddDeviceLibrary(SourceProductionContext output, bool isNeeded)
    {
        if (!isNeeded)
        {
            return;
        }

        foreach ((string name, string text) in DeviceLibrary.Files)
        {
            output.AddSource(name, SourceText.From(text, Encoding.UTF8));
        }
    }

    /// <summary>Names that differ in case only, in order.</summary>
    private static EquatableArray<string> Twins(ImmutableArray<string> names) => names
        .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Skip(1).Any())
        .SelectMany(group => group.OrderBy(name => name, StringComparer.Ordinal))
        .ToEquatableArray();

    /// <summary>The name, with a number for all twins but the first.</summary>
    private static string OwnName(string name, EquatableArray<string> twins)
    {
        int number = twins.TakeWhile(other => other != name).Count(other => StringComparer.OrdinalIgnoreCase.Equals(other, name));
        return number == 0 ? name : name.Replace(".g.cs", FormattableString.Invariant($".{number + 1}.g.cs"));
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
