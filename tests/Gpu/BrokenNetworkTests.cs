using CompiledNets.Compiler.Tests.EndToEnd;
using CompiledNets.Compiler.Tests.Support;
using CompiledNets.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompiledNets.Gpu.Tests;

/// <summary>The device side of a network with mistakes: one mistake is one error.</summary>
public sealed class BrokenNetworkTests
{
    private const string Network = """
        using System; using CompiledNets; using static CompiledNets.Ops; using ILGPU; using ILGPU.Runtime;
        [Network]
        public partial class Broken
        {
            [Dense(3)] private partial Tensor Head(Tensor x);

            [Forward, Explains] private (Tensor Scores, Tokens Best) Judge([Shape(4)] Tensor samples, float scale)
            {
                var scores = Head(samples) * scale + Reshape(samples, 5);
                return (scores, ArgMax(scores));
            }

            [Objective] private Tensor Loss([Shape(4)] Tensor mean, [Shape] Tokens label) => SoftmaxCrossEntropy(Head(mean), label);

            [Forward] private Tensor Step([Shape(4)] Tensor x, [Shape(4)] ref Tensor state)
            {
                state = state + x;
                return state;
            }
        }

        """;

    [Fact]
    public void CodeThatUsesItsDeviceSide_StillCompiles()
    {
        Assert.Empty(ErrorsOf("""
            internal static class User
            {
                public static void Run(Accelerator accelerator, Broken net, ArrayView<float> floats, ArrayView<int> ints)
                {
                    using Broken.OnAccelerator gpu = net.ToAccelerator(accelerator);
                    Span<float> x = new float[4];
                    Span<int> best = new int[1];
                    gpu.Judge(x, 2f, x, best);
                    gpu.Judge(1, floats, 2f, floats, ints);
                    gpu.JudgeInputGradients(x, 2f, x, x);
                    gpu.JudgeInputGradients(1, floats, 2f, floats, floats);
                    float loss = gpu.Loss(x, best) + gpu.LossGradients(x, best);
                    gpu.LossGradients(1, floats, ints, floats);
                    gpu.Step(x, x, x);
                    gpu.Step(1, floats, floats, floats);
                    gpu.Step(new Adam());
                    gpu.CopyTo(net);
                    gpu.CopyFrom(net);
                    gpu.AllowsAtomicSums = gpu.AllowsTensorFloat32 = true;
                    gpu.Synchronize();
                    new Trainer(new Adam()).Fit(gpu, Dataset.Create());
                    Console.WriteLine($"{loss} {gpu.Launches} {gpu.Accelerator} {gpu.Parameters.Head.Weight[0]} {gpu.Objectives.Loss} {Broken.OnAccelerator.Summary}");
                }
            }
            """));
    }

    [Fact]
    public void AWrongUse_IsStillAnError() => Assert.NotEmpty(ErrorsOf(
        "internal static class User { public static void Run(Broken.OnAccelerator gpu) => gpu.Judge(3); }"));

    private static IEnumerable<Diagnostic> ErrorsOf(string user)
    {
        CSharpCompilation compilation = Reader.Compile(Network + user).WithReferences(CompiledNetwork.References);
        CSharpGeneratorDriver.Create(new NetworkGenerator()).RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _);
        return generated.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }
}
