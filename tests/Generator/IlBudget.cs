using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using CompiledNets.Compiler.Tests.EndToEnd;
using CompiledNets.Compiler.Tests.Support;
using CompiledNets.Generator.Tests.Support;

namespace CompiledNets.Generator.Tests;

/// <summary>The JIT compiles a method past 60,000 bytes of IL, 20,000 instructions, 2,000 basic blocks or 2,000 locals without
/// optimising it, which costs a factor of six to nine. Every emitted method stays under half of that.</summary>
/// <remarks>Measured in unoptimised assemblies, whose IL is the larger one.</remarks>
public class IlBudget
{
    private static readonly IlMeasure Budget = new(Bytes: 30_000, Locals: 1_000, Instructions: 10_000, Blocks: 1_000);

    // The page's ResNet18 is for inference only; training it needs the most code of all.
    private static readonly string TrainedResNet18 = LanguageNetworks.ResNet18.Replace(
        "    private Tensor Stage(",
        "    [Objective] private Tensor Loss([Shape(3, 224, 224)] Tensor image, [Shape] Tokens label) =>\n"
        + "        SoftmaxCrossEntropy(Logits(image), label);\n    private Tensor Stage(",
        StringComparison.Ordinal);

    public static TheoryData<string> Snapshots => [.. SnapshotNetworks.All.Keys];

    public static TheoryData<string> Benchmarks => [.. Directory.GetFiles(BenchmarkModels(), "*.cs").Select(file => Path.GetFileName(file))];

    /// <summary>Network files of the samples. Some need what describes their data.</summary>
    public static TheoryData<string> SampleNetworks =>
    [
        .. Directory.GetFiles(Samples(), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Samples(), file))
            .Where(file => !file.Contains("obj" + Path.DirectorySeparatorChar, StringComparison.Ordinal)
                && File.ReadAllText(Path.Combine(Samples(), file)).Contains("[Network", StringComparison.Ordinal)),
    ];

    public static TheoryData<string> Language => [.. LanguageNetworks.All.Keys];

    [Theory]
    [MemberData(nameof(Snapshots))]
    public void SnapshotNetwork_IsWithinTheBudget(string name) => Check(SnapshotNetworks.All[name]);

    [Theory]
    [MemberData(nameof(Language))]
    public void NetworkOfTheLanguagesPage_IsWithinTheBudget(string name) => Check(name switch
    {
        nameof(LanguageNetworks.ResNet18) => TrainedResNet18,

        // Its adjacency has seven million values: the code is the same for a smaller graph.
        nameof(LanguageNetworks.CitationGcn) => LanguageNetworks.CitationGcn.Replace("2708", "27", StringComparison.Ordinal),
        _ => LanguageNetworks.All[name],
    });

    [Theory]
    [MemberData(nameof(SampleNetworks))]
    public void Sample_IsWithinTheBudget(string file) => Check(
        File.ReadAllText(Path.Combine(Samples(), file)),
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;",
        File.ReadAllText(Path.Combine(Samples(), "Common/KarateClub.cs")),
        File.ReadAllText(Path.Combine(Samples(), "Common/Data/Patients.cs")));

    [Theory]
    [MemberData(nameof(Benchmarks))]
    public void NetworkOfTheBenchmarks_IsWithinTheBudget(string file) => Check(File.ReadAllText(Path.Combine(BenchmarkModels(), file)));

    [Theory]
    [InlineData("x = Tanh(x)", 2_900)]
    [InlineData("x = x + x", 60)]
    [InlineData("b = b + b", 60)]
    [InlineData("x = Tanh(Dense(x, 4))", 150)]
    public void LongLoop_IsWithinTheBudget(string turn, int turns) => Check($$"""
        [Network]
        public partial class Long
        {
            [Forward] private Tensor F([Shape(4)] Tensor x, float b)
            {
                for (int turn = 0; turn < {{turns}}; turn++)
                {
                    {{turn}};
                }

                return x * b;
            }
            [Objective] private Tensor Loss([Shape(4)] Tensor x, float b) => Mean(F(x, b));
        }
        """);

    [Fact]
    public void Measure_CountsWhatIsThere()
    {
        // return flag ? 1 : 2;
        TypeBuilder type = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Measured"), AssemblyBuilderAccess.Run)
            .DefineDynamicModule("Measured").DefineType("Measured");
        ILGenerator il = type.DefineMethod("Choose", MethodAttributes.Public | MethodAttributes.Static, typeof(int), [typeof(bool)]).GetILGenerator();
        Label whenTrue = il.DefineLabel();
        il.DeclareLocal(typeof(int));
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Brtrue, whenTrue);
        il.Emit(OpCodes.Ldc_I4_2);
        il.Emit(OpCodes.Ret);
        il.MarkLabel(whenTrue);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Ret);

        MethodBody body = type.CreateType().GetMethod("Choose")!.GetMethodBody()!;
        Assert.Equal(new IlMeasure(Bytes: 10, Locals: 1, Instructions: 6, Blocks: 3), IlMeasure.Of(body));
    }

    private static void Check(string source, params string[] others)
    {
        MethodBase[] methods = [.. CompiledNetwork.From(source, others).Methods().Where(method => method.GetMethodBody() is not null)];
        Assert.NotEmpty(methods);
        Assert.All(methods, method =>
        {
            IlMeasure size = IlMeasure.Of(method.GetMethodBody()!);
            Assert.True(size.IsWithin(Budget), $"{method.DeclaringType!.Name}.{method.Name}: {size}");
        });
    }

    private static string BenchmarkModels() => Path.Combine(Samples(), "../benchmarks/Ours/Models");

    private static string Samples([CallerFilePath] string testFile = "") => Path.Combine(Path.GetDirectoryName(testFile)!, "../../samples");
}
