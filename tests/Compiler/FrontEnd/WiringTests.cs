using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.FrontEnd;

public sealed class WiringTests
{
    private static string Body(string statements, string more = "") =>
        Reader.ReadMembers($"[Forward] private Tensor F([Shape(4)] Tensor x) {{ {statements} }} {more}").Entry("F").Describe();

    [Theory]
    [InlineData("return x[^1];", "Slice(0){index=^1}")]
    [InlineData("return x[2];", "Slice(0){index=2}")]
    [InlineData("return x[1..^1];", "Slice(0){range=1..^1}")]
    [InlineData("return x[..2];", "Slice(0){range=0..2}")]
    [InlineData("return x[2..];", "Slice(0){range=2..^0}")]
    [InlineData("return x[..];", "Slice(0){range=0..^0}")]
    [InlineData("int at = 3; return x[at - 1];", "Slice(0){index=2}")]
    [InlineData("return -x;", "Negate(0){}")]
    [InlineData("return Sum(x, axis: -1, keepDims: true);", "Sum(0){axis=-1, keepDims=true} [sum1 Sum1 F]")]
    [InlineData("return Mean(x, new[] { 0, 1 });", "Mean(0){axes=[0,1]} [mean1 Mean1 F]")]
    [InlineData("return Max(x, [0, -1]);", "Max(0){axes=[0,-1]} [max1 Max1 F]")]
    [InlineData("return Reshape(x, 2, 2);", "Reshape(0){shape=[2,2]} [reshape1 Reshape1 F]")]
    [InlineData("return Concat(0, x, x);", "Concat(0, 0){axis=0} [concat1 Concat1 F]")]
    [InlineData("return Dense(bias: false, units: 3, x: x);", "Dense(0){units=3, bias=false} [dense1 Dense1 F]")]
    [InlineData("return Dense(x, 3, initializer: Initializer.Zeros);", "Dense(0){units=3, initializer=Zeros} [dense1 Dense1 F]")]
    [InlineData("return Pow(x, 1 / 3.0);", "Pow(0){exponent=0.3333333333333333} [pow1 Pow1 F]")]
    [InlineData("return true ? Exp(x) : Log(x);", "Exp(0){} [exp1 Exp1 F]")]
    [InlineData("Tensor y; if (2 > 3) y = Exp(x); else y = Log(x); return y;", "Log(0){} [log1 Log1 F] = y")]
    [InlineData("int n = 3; return n switch { < 2 => Exp(x), 3 or 4 => Log(x), _ => x };", "Log(0){} [log1 Log1 F]")]
    [InlineData("int n = 3; return n is > 2 and not 4 ? Abs(x) : x;", "Abs(0){} [abs1 Abs1 F]")]
    [InlineData("return Dense(x, Math.Max(3, 1 << 3) + (int)Math.Sqrt(16));", "Dense(0){units=12} [dense1 Dense1 F]")]
    public void OneCall_IsRead(string statements, string expected) =>
        Assert.Equal($"0: $parameter(){{index=0}} = x\n1: {expected}\n-> 1", Body(statements));

    [Fact]
    public void NumbersBecomeConstants_WhereTensorsAreWanted()
    {
        Assert.Equal(
            """
            0: $parameter(){index=0} = x
            1: $constant(){value=2}
            2: Multiply(0, 1){}
            3: $constant(){value=0.5}
            4: Maximum(2, 3){} [maximum1 Maximum1 F] = y
            5: $constant(){value=3}
            6: Divide(4, 5){} = y
            -> 6
            """,
            Body("Tensor y = Maximum(x * 2, 0.5); y /= 3f; return y;"));
    }

    [Fact]
    public void LoopsUnroll_AndNestAndBreak()
    {
        string body = Body("""
            for (int i = 0, width = 8; i < 3; i++, width *= 2)
            {
                if (i == 1) continue;
                for (var j = 2; j > 0; j--)
                {
                    if (j == 1) break;
                    x = Dense(x, width + j, name: $"h.{i}.{j,1:D2}");
                }
            }
            return x;
            """);

        Assert.Equal(
            """
            0: $parameter(){index=0} = x
            1: Dense(0){units=10} [h.0.02 Dense1 F] = x
            2: Dense(1){units=34} [h.2.02 Dense2 F] = x
            -> 2
            """,
            body);
    }

    [Fact]
    public void HelpersAreReadInPlace_WithDefaultsNamesTuplesAndParams()
    {
        NetworkSpec spec = Reader.ReadMembers("""
            [Forward] private (Tensor sum, Tensor) F([Shape(4)] Tensor x)
            {
                var (a, b) = Both(scale: 3, x: x);
                (a, b) = (b, a);
                var pair = (left: a, right: b);
                return (All(pair.left, pair.Item2), a);
            }
            private static (Tensor, Tensor) Both(Tensor x, int width = 2, float scale = 1) => (Dense(x, width), x * scale);
            private Tensor All(params Tensor[] parts)
            {
                Tensor sum = 0;
                foreach (Tensor part in parts) sum += part;
                return Concat(parts.Length - 2, parts[0], sum);
            }
            """);

        Assert.Equal(
            """
            0: $parameter(){index=0} = x
            1: Dense(0){units=2} [both1.dense1 Both1.Dense1 F] = a
            2: $constant(){value=3}
            3: Multiply(0, 2){} = b
            4: $constant(){value=0} = sum
            5: Add(4, 3){} = sum
            6: Add(5, 1){} = sum
            7: Concat(3, 6){axis=0} [all1.concat1 All1.Concat1 F]
            -> sum7, 3
            """,
            spec.Entry("F").Describe());
    }

    [Fact]
    public void HelperInAnotherClassAndFile_IsReadToo()
    {
        NetworkSpec spec = Reader.ReadWhole(
            Reader.Network("[Forward] private Tensor F([Shape(4)] Tensor x) => x.Block(8);"),
            "static class Blocks { public static Tensor Block(this Tensor x, int width) => ReLU(Dense(x, width)); }");

        Assert.Equal(["block1.dense1"], spec.Entry("F").Files("Dense"));
    }

    [Fact]
    public void FloatParameter_IsAScalarThatArithmeticCanUse()
    {
        EntrySpec loss = Reader.ReadMembers(
            "[Objective] private Tensor Loss([Shape(4)] Tensor x, float beta) => (1 - beta) * Mean(x) + Scaled(Sum(x), 2); "
            + "private Tensor Scaled(Tensor x, float by) => x * by;").Entry("Loss");

        Assert.Equal(ValueKind.Scalar, loss.Parameters[1].Kind);
        Assert.Equal(
            """
            0: $parameter(){index=0} = x
            1: $parameter(){index=1} = beta
            2: $constant(){value=1}
            3: Subtract(2, 1){}
            4: Mean(0){} [mean1 Mean1 Loss]
            5: Multiply(3, 4){}
            6: Sum(0){} [sum1 Sum1 Loss]
            7: $constant(){value=2}
            8: Multiply(6, 7){}
            9: Add(5, 8){}
            -> 9
            """,
            loss.Describe());
    }

    [Fact]
    public void EntryPointCalledByAnother_KeepsItsOwnPlaces()
    {
        NetworkSpec spec = Reader.ReadMembers("""
            [Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape(3)] Tensor y) => MeanSquaredError(Logits(x), y) + Mean(Dense(Logits(y), 1));
            [Forward] private Tensor Logits([Shape(4)] Tensor x) => Dense(Dense(x, 4), 3);
            """);

        Assert.Equal(["logits.dense1", "logits.dense2", "logits.dense1", "logits.dense2", "dense1"], spec.Entry("Loss").Files("Dense"));
        Assert.Equal(["logits.dense1", "logits.dense2"], spec.Entry("Logits").Files("Dense"));
        Assert.Contains(new Place("logits.dense2", "Logits.Dense2", "Logits"), spec.Entry("Loss").Body.Select(node => node.Place));
    }

    [Fact]
    public void FirstEntryPointWithInlineLayers_HasNoPrefix()
    {
        NetworkSpec spec = Reader.ReadMembers("""
            [Dense(4)] private partial Tensor Body(Tensor x);
            [Forward] private Tensor Plain([Shape(4)] Tensor x) => Sigmoid(Body(x));
            [Forward] private Tensor Logits([Shape(4)] Tensor x) => Dense(Body(x), 3);
            [Objective] private Tensor HeadLoss([Shape(4)] Tensor x) => Mean(Dense(Logits(x), 1)) + Mean(Dense(x, 2, name: "extra.head"));
            """);

        Assert.Equal(["body", "dense1", "headLoss.dense1", "extra.head"], spec.Entry("HeadLoss").Files("Dense"));
        Assert.Equal(
            ["HeadLoss.Dense1", "HeadLoss.Dense2"],
            spec.Entry("HeadLoss").Body.Where(node => node.Place?.Owner == "HeadLoss" && node.Op == "Dense").Select(node => node.Place!.View));
    }

    [Fact]
    public void HelperCalledTwice_OwnsTwoSetsAndKnowsItsCallers()
    {
        Reading reading = Reader.Read(Reader.Network("""
            [Forward] private Tensor F([Shape(4)] Tensor x) => Outer(Outer(x));
            private Tensor Outer(Tensor x) => Inner(x);
            private Tensor Inner(Tensor x) => Dense(x, 4);
            """));

        EntrySpec entry = reading.Spec.Entries[0];
        Assert.Equal(["outer1.inner1.dense1", "outer2.inner1.dense1"], entry.Files("Dense"));
        Assert.Equal("Dense(x, 4)", reading.TextAt(entry.Body[2].Site));
        Assert.Equal(
            ["Inner(x)", "Outer(Outer(x))"],
            reading.Sources.Callers(entry.Body[2].Site).Select(caller => caller.SourceTree!.GetText().ToString(caller.SourceSpan)));
    }

    [Fact]
    public void PartLayers_StandAtTheirAttributesAndKnowTheCall()
    {
        Reading reading = Reader.Read(Reader.Network(
            "[Dense(4), ReLU] private partial Tensor Body(Tensor x); [Forward] private Tensor F([Shape(4)] Tensor x) => Body(x);"));

        SpecNode relu = reading.Spec.Entries[0].Body[2];
        Assert.Equal("ReLU", reading.TextAt(relu.Site));
        Assert.Single(reading.Sources.Callers(relu.Site));
    }

    [Fact]
    public void DocumentationOfPartsAndEntries_IsKept()
    {
        NetworkSpec spec = Reader.ReadMembers("""

            /// <summary>What the
            /// picture shows.</summary>
            [Dense(4)] private partial Tensor Body(Tensor x);

            // Not this.
            /// <summary>Scores.</summary>
            [Forward] private Tensor F([Shape(4)] Tensor x) => Body(x);
            """);

        Assert.Equal("<summary>What the\npicture shows.</summary>", spec.Parts[0].Documentation);
        Assert.Equal("<summary>Scores.</summary>", spec.Entry("F").Documentation);
    }

    [Fact]
    public void NamedLayers_AreSharedByEntryPoints()
    {
        Reading reading = Reader.Read(Reader.Network("""
            [Forward] private Tensor Whole([Shape(3, 4)] Tensor x)
            {
                for (int i = 0; i < 2; i++)
                    x = Mix(x, i);
                return x;
            }

            [Forward] private Tensor Step([Shape(4)] Tensor x)
            {
                x = Mix(Dense(x, 4), 0);
                return Dense(x, 4, name: "h.1.mix");
            }

            [Objective] private Tensor Loss([Shape(3, 4)] Tensor x) => Mean(Whole(x));

            private Tensor Mix(Tensor x, int layer) => Dense(x, 4, name: $"h.{layer}.mix");
            """));

        Assert.Equal([], reading.Faults());
        Assert.Equal(["h.0.mix", "h.1.mix"], reading.Spec.Entry("Whole").Files("Dense"));
        Assert.Equal(["step.dense1", "h.0.mix", "h.1.mix"], reading.Spec.Entry("Step").Files("Dense"));
        Assert.Equal(
            ["Step", "Whole", "Whole"], reading.Spec.Entry("Step").Body.Where(node => node.Op == "Dense").Select(node => node.Place!.Owner));
        Assert.Equal(
            ["Mix1.Dense1", "Mix2.Dense1"], reading.Spec.Entry("Loss").Body.Where(node => node.Op == "Dense").Select(node => node.Place!.View));
    }
}
