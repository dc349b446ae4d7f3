using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using CompiledNets.Compiler;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Generator.Tests;

/// <summary>Emitted text is read by the C# compiler on each build, and by people: deep networks of equal blocks stay within 200 KB.</summary>
public class EmittedSize
{
    private const int Limit = 200_000;

    private const string Vgg16 = """
        [Network, Input(3, 224, 224)]
        [Conv2D(64, 3, Padding = 1), ReLU, Conv2D(64, 3, Padding = 1), ReLU, MaxPool2D(2)]
        [Conv2D(128, 3, Padding = 1), ReLU, Conv2D(128, 3, Padding = 1), ReLU, MaxPool2D(2)]
        [Conv2D(256, 3, Padding = 1), ReLU, Conv2D(256, 3, Padding = 1), ReLU, Conv2D(256, 3, Padding = 1), ReLU, MaxPool2D(2)]
        [Conv2D(512, 3, Padding = 1), ReLU, Conv2D(512, 3, Padding = 1), ReLU, Conv2D(512, 3, Padding = 1), ReLU, MaxPool2D(2)]
        [Conv2D(512, 3, Padding = 1), ReLU, Conv2D(512, 3, Padding = 1), ReLU, Conv2D(512, 3, Padding = 1), ReLU, MaxPool2D(2)]
        [Flatten, Dense(4096), ReLU, Dropout(0.5f), Dense(4096), ReLU, Dropout(0.5f), Dense(1000), SoftmaxCrossEntropy]
        public partial class Vgg16;
        """;

    public static TheoryData<string> Names => [.. LanguageNetworks.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void NetworkOfTheLanguagesPage_IsWithinTheLimit(string name) => Check(name == nameof(LanguageNetworks.CitationGcn)
        ? LanguageNetworks.CitationGcn.Replace("2708", "27", StringComparison.Ordinal)
        : LanguageNetworks.All[name]);

    [Fact]
    public void Vgg16WithItsTraining_IsWithinTheLimit() => Check(Vgg16);

    [Fact]
    public void ResNet18WithItsTraining_IsWithinTheLimit() => Check(Benchmark("Ours/Models/ResNet18.cs"), Benchmark("gpu/ResNet18.Training.cs"));

    [Fact]
    public void PredictionAndObjectiveOfADeepNetwork_ShareTheCallsThatTheyBeginWith()
    {
        string text = NetworkCompiler.Emit(Reader.ReadWhole("""
            [Network, Input(16), Dense(15), ReLU, Dense(14), ReLU, Dense(13), ReLU, Dense(12), ReLU, Dense(11), ReLU, Dense(10), ReLU, Dense(9), ReLU,
             Dense(8), ReLU, Dense(3), SoftmaxCrossEntropy] public partial class Deep;
            """));

        Assert.Contains("// What Predict and Loss begin with.", text, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(text, "new PredictStart {"));
    }

    [Fact]
    public void ObjectiveOfAShallowNetwork_CallsItsLayersItself()
    {
        string text = NetworkCompiler.Emit(Reader.ReadWhole("""
            [Network, Input(16), Dense(15), ReLU, Dense(14), ReLU, Dense(3), SoftmaxCrossEntropy] public partial class Shallow;
            """));

        Assert.DoesNotContain("Start", text, StringComparison.Ordinal);
    }

    [Fact]
    public void LayersOfThreeShapes_ShareMethodsThatTakeTheSizes()
    {
        string text = NetworkCompiler.Emit(Reader.ReadWhole("""
            [Network, Input(24), Dense(20), ReLU, Dense(16), ReLU, Dense(12), ReLU, Dense(3), SoftmaxCrossEntropy] public partial class Funnel;
            """));

        Assert.Contains("// The same for Dense1, Dense2, Dense3\n", text, StringComparison.Ordinal);
        Assert.Contains("int outputs, int inputs", text, StringComparison.Ordinal);
        Assert.DoesNotContain("static void Dense3Forward(", text, StringComparison.Ordinal);
    }

    [Fact]
    public void LayersOfTwoShapes_SayTheirSizesThemselves()
    {
        string text = NetworkCompiler.Emit(Reader.ReadWhole("""
            [Network, Input(24), Dense(20), ReLU, Dense(3), SoftmaxCrossEntropy] public partial class Short;
            """));

        Assert.Contains("static void Dense1Forward(", text, StringComparison.Ordinal);
        Assert.Contains("static void Dense2Forward(", text, StringComparison.Ordinal);
        Assert.DoesNotContain("int outputs", text, StringComparison.Ordinal);
    }

    [Fact]
    public void LayersThatDifferInNamesAlone_ShareTheMethodsOfTheFirst()
    {
        string text = NetworkCompiler.Emit(Reader.ReadWhole("""
            [Network, Input(16), Dense(16), ReLU, Dense(16), ReLU, Dense(16), ReLU, Dense(3), SoftmaxCrossEntropy] public partial class Deep;
            """));

        Assert.Contains("// The same for Dense1, Dense2, Dense3\n", text, StringComparison.Ordinal);
        Assert.Contains("static void Dense1Forward(", text, StringComparison.Ordinal);
        Assert.Contains("static void Dense4Forward(", text, StringComparison.Ordinal);
        Assert.DoesNotContain("static void Dense2Forward(", text, StringComparison.Ordinal);
    }

    private static void Check(string source, params string[] others) =>
        Assert.InRange(Encoding.UTF8.GetByteCount(NetworkCompiler.Emit(Reader.ReadWhole(source, others))), 1, Limit);

    private static string Benchmark(string file, [CallerFilePath] string testFile = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(testFile)!, "../../benchmarks", file));
}
