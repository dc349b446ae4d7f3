using CompiledNets.Compiler.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompiledNets.Generator.Tests.Snapshots;

/// <summary>What is emitted for a network with mistakes: a stub, with which the rest of the program still compiles.</summary>
internal static class BrokenNetwork
{
    public static string Emit(string source)
    {
        CSharpCompilation compilation = Reader.Compile("using System; using CompiledNets; using static CompiledNets.Ops;\n" + source)
            .WithReferences(CompiledNets.Compiler.Tests.EndToEnd.CompiledNetwork.References);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(new NetworkGenerator())
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _);
        Assert.Empty(generated.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return driver.GetRunResult().Results.Single().GeneratedSources.Single().SourceText.ToString();
    }
}
