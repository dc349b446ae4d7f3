using CompiledNets.Compiler;
using CompiledNets.Compiler.Hints;
using CompiledNets.Compiler.Tests.EndToEnd;
using CompiledNets.Compiler.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompiledNets.Generator.Tests;

/// <summary>What <c>[Budget(BinaryBytes = ...)]</c> counts is near to what there is in the end: an assembly of the emitted code, and a file of weights.</summary>
public class BinaryEstimate
{
    private const double Tolerance = 0.2;

    // Sources of one network: what is measured is one network's assembly.
    public static TheoryData<string> Sources =>
    [
        .. LanguageNetworks.All.Values.Where(source => source.Split("[Network").Length == 2).Select(source => source.Replace("2708", "27", StringComparison.Ordinal)),
        "[Network, Input(784), Dense(128), ReLU, Dense(10), SoftmaxCrossEntropy] public partial class Mlp;",
        "[Network, Input(1, 28, 28), Conv2D(8, 3), ReLU, Conv2D(16, 3), ReLU, Flatten, Dense(10)] public partial class Images;",
        "[Network, Input(4), Dense(3)] public partial class Line;",
    ];

    [Theory]
    [MemberData(nameof(Sources))]
    public void EmittedCode_IsEstimatedWithinAFifthOfItsAssembly(string source)
    {
        CSharpCompilation compilation = Reader.Compile("using System; using CompiledNets; using static CompiledNets.Ops;\n" + source)
            .WithReferences(CompiledNetwork.References);
        compilation = compilation.WithOptions(compilation.Options.WithOptimizationLevel(OptimizationLevel.Release));
        CSharpGeneratorDriver.Create(new NetworkGenerator()).RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _);
        using var assembly = new MemoryStream();
        Assert.True(generated.Emit(assembly).Success);

        long estimate = EmittedCode.Bytes(NetworkCompiler.Build(Reader.ReadFrom(compilation).Spec));

        Assert.InRange(estimate, assembly.Length * (1 - Tolerance), assembly.Length * (1 + Tolerance));
    }

    [Fact]
    public void Weights_AreFourBytesEachAsInTheFile()
    {
        CompiledNetwork network = CompiledNetwork.From(LanguageNetworks.All["DigitNet"]);
        string file = Path.GetTempFileName();
        NetworkFiles.Save(network.Create(), file);
        long size = new FileInfo(file).Length;
        File.Delete(file);

        long weights = Budget.CostOf("BinaryBytes", network.Model).Total - EmittedCode.Bytes(network.Model);
        Assert.InRange(size - weights, 0, 1024);
    }
}
