using System.Globalization;
using System.Text;
using System.Xml.Linq;
using CompiledNets.Compiler;
using CompiledNets.Compiler.Emit.Pictures;
using CompiledNets.Compiler.Tests.EndToEnd;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Generator.Tests;

/// <summary>What <c>ToMermaid</c> and <c>ToSvg</c> draw: layers with shapes, readable for deep networks too.</summary>
public class Pictures
{
    private const string Residual = """
        [Network]
        public partial class Net
        {
            [Dense(4), ReLU, Dense(3)] private partial Tensor Head(Tensor x);
            [Forward] private Tensor Logits([Shape(2, 6, 6)] Tensor image) => Head(GlobalAveragePool(Block(image, 8)));
            [Objective] private Tensor Loss([Shape(2, 6, 6)] Tensor image, [Shape] Tokens label) => SoftmaxCrossEntropy(Logits(image), label);
            private Tensor Block(Tensor x, int filters)
            {
                var y = ReLU(BatchNorm(Conv2D(x, filters, 3, padding: 1)));
                return ReLU(y + Conv2D(x, filters, 1));
            }
        }
        """;

    public static TheoryData<string> Names => [.. LanguageNetworks.All.Keys];

    [Fact]
    public void Mermaid_HasABoxForEachLayerAndShowsEntryPointsThatOthersCall() => Assert.Equal(
        """
        flowchart TD
          subgraph e0["Logits"]
            e0b0(["image<br/>(2,6,6)"])
            e0b4["GlobalAveragePool<br/>(8)"]
            e0b7(["output<br/>(3)"])
            subgraph e0f1["Block1"]
            e0b1["Conv2D1 · BatchNorm · ReLU<br/>(8,6,6) · 152 parameters"]
            e0b2["Conv2D2<br/>(8,6,6) · 24 parameters"]
            e0b3["+ · ReLU<br/>(8,6,6)"]
            end
            subgraph e0f5["Head"]
            e0b5["Dense1 · ReLU<br/>(4) · 36 parameters"]
            e0b6["Dense2<br/>(3) · 15 parameters"]
            end
            e0b0 --> e0b1
            e0b0 --> e0b2
            e0b1 --> e0b3
            e0b2 --> e0b3
            e0b3 --> e0b4
            e0b4 --> e0b5
            e0b5 --> e0b6
            e0b6 --> e0b7
          end
          subgraph e1["Loss"]
            e1b0(["image<br/>(2,6,6)"])
            e1b1(["label<br/>()"])
            e1b2["Logits<br/>(3)"]
            e1b3["SoftmaxCrossEntropy<br/>()"]
            e1b4(["loss<br/>()"])
            e1b0 --> e1b2
            e1b2 --> e1b3
            e1b1 --> e1b3
            e1b3 --> e1b4
          end

        """.Replace("\r", "", StringComparison.Ordinal),
        CompiledNetwork.From(Residual).Static("ToMermaid"));

    [Theory]
    [MemberData(nameof(Names))]
    public void Svg_IsWellFormedAndItsBoxesDoNotOverlap(string name)
    {
        XDocument picture = XDocument.Parse(CompiledNetwork.From(Source(name)).Static("ToSvg"));
        Assert.Equal(name, picture.Root!.Elements().First().Value);

        double width = Number(picture.Root, "width"), height = Number(picture.Root, "height");
        Rectangle[] boxes = [.. picture.Root.Elements().Where(element => element.Name.LocalName == "rect" && element.Attribute("fill-opacity") is null).Select(Rectangle.Of)];
        Assert.All(boxes, box => Assert.True(box is { X: > 0, Y: > 0 } && box.X + box.Width < width && box.Y + box.Height < height));
        for (int first = 0; first < boxes.Length; first++)
        {
            Assert.DoesNotContain(boxes[..first], other => other.Overlaps(boxes[first]));
        }
    }

    [Fact]
    public void UnicodeNames_AreDrawn()
    {
        CompiledNetwork network = CompiledNetwork.From("""
            [Network] public partial class Größe { [Dense(2)] private partial Tensor Σ(Tensor x); [Forward] private Tensor 尺([Shape(4)] Tensor é) => Σ(é) * 2f; }
            """);

        Assert.Contains("Σ: Dense · ×", network.Static("ToSvg"), StringComparison.Ordinal);
        Assert.Contains("é<br/>(4)", network.Static("ToMermaid"), StringComparison.Ordinal);
    }

    [Fact]
    public void StateOfTheCaller_IsReadAndGivenBack() => Assert.Equal(
        ["E|Decay", "I|x|(3)", "I|memory|(3)", "L|× · +|(3)|1,0", "O|output|(3)|2", "O|memory|(3)|2"],
        Lines("""
            [Network] public partial class Net
            {
                [Forward] private Tensor Decay([Shape(3)] Tensor x, [Shape(3)] ref Tensor memory)
                {
                    memory = memory * 0.9f + x;
                    return memory;
                }
            }
            """));

    [Fact]
    public void DeepNetwork_CostsItsEmittedTextLittle()
    {
        string[] lines = Lines(LanguageNetworks.ResNet18);

        Assert.InRange(lines.Length, 25, 35);
        Assert.InRange(lines.Sum(line => Encoding.UTF8.GetByteCount(line) + 6), 1, 2500);
    }

    /// <summary>A constant that two methods name: without calls of them, nothing of the pictures is left after trimming.</summary>
    [Fact]
    public void NothingButTheTwoMethods_NamesThePicture()
    {
        string emitted = NetworkCompiler.Emit(Reader.ReadWhole(Residual));

        string[] naming = [.. emitted.Split('\n').Where(line => line.Contains("Picture", StringComparison.Ordinal)).Select(line => line.Trim())];
        Assert.Equal(
            [
                "public static string ToMermaid() => global::CompiledNets.NetworkPicture.Mermaid(Code.Picture);",
                "public static string ToSvg() => global::CompiledNets.NetworkPicture.Svg(\"Net\", Code.Picture);",
                "internal const string Picture =",
            ],
            naming);
    }

    private static string[] Lines(string source) => [.. PictureText.Lines(NetworkCompiler.Build(Reader.ReadWhole(source)))];

    private static string Source(string name) => LanguageNetworks.All[name].Replace("2708", "27", StringComparison.Ordinal);

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private sealed record Rectangle(double X, double Y, double Width, double Height)
    {
        public static Rectangle Of(XElement element) =>
            new(Number(element, "x"), Number(element, "y"), Number(element, "width"), Number(element, "height"));

        public bool Overlaps(Rectangle other) =>
            X < other.X + other.Width && other.X < X + Width && Y < other.Y + other.Height && other.Y < Y + Height;
    }
}
