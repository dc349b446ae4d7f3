using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.FrontEnd;

/// <summary>Faults of the class, of parts and of entry points: each with what it underlines.</summary>
public sealed class ClassFaultTests
{
    private const string Chain = "[Network, Input(2), Dense(1)] ";
    private const string Entry = "[Forward] private Tensor F([Shape(4)] Tensor x) => Dense(x, 2);";

    [Theory]
    [InlineData(Chain + "public class Net;", "CN0001 @ 'Net'")]
    [InlineData("class Outer { " + Chain + "public partial class Net; }", "CN0001 @ 'Outer'")]
    [InlineData(Chain + "public partial class Net<T>;", "CN0002 @ 'Net'")]
    [InlineData("partial class Outer<T> { " + Chain + "public partial class Net; }", "CN0002 @ 'Net'")]
    [InlineData(Chain + "public partial record Net;", "CN0003 @ 'Net'")]
    [InlineData(Chain + "public static partial class Net;", "CN0003 @ 'Net'")]
    [InlineData(Chain + "public abstract partial class Net;", "CN0003 @ 'Net'")]
    [InlineData(Chain + "file partial class Net;", "CN0003 @ 'Net'")]
    [InlineData(Chain + "public partial class Net(int width);", "CN0003 @ 'Net'")]
    public void ClassThatCannotBeExtended_IsAFaultAndClosed(string source, string expected)
    {
        Reading reading = Reader.Read(source);

        Assert.Equal([expected], reading.Faults());
        Assert.True(reading.Spec.IsBroken);
        Assert.True(reading.Spec.IsClosed);
    }

    [Theory]
    [InlineData(Chain + "partial class Net; [ReLU] partial class Net;", "CN0004 @ 'ReLU'")]
    [InlineData(Chain + "partial class Net { " + Entry + " }", "CN0005 @ 'Dense(1)'")]
    [InlineData("[Network, Input(2)] partial class Net { " + Entry + " }", "CN0005 @ 'Input(2)'")]
    [InlineData(Chain + "partial class Net { [ReLU] private partial Tensor P(Tensor x); }", "CN0005 @ 'Dense(1)'")]
    [InlineData("[Network] partial class Net;", "CN0006 @ 'Net'")]
    [InlineData("[Network, Input(2)] partial class Net;", "CN0006 @ 'Net'")]
    [InlineData("[Network, Input(2), Dense(1), MeanSquaredError, ReLU] partial class Net;", "CN0007 @ 'MeanSquaredError'")]
    [InlineData("[Network, Input(2), Dense(1), MeanSquaredError, Huber] partial class Net;", "CN0007 @ 'MeanSquaredError'")]
    [InlineData("[Network, Input(2), MeanSquaredError] partial class Net;", "CN0007 @ 'MeanSquaredError'")]
    [InlineData("[Network, Dense(1)] partial class Net;", "CN1001 @ 'Net'")]
    [InlineData(Chain + "partial class Net { int Summary; }", "CN0008 @ 'Summary'")]
    [InlineData(Chain + "partial class Net { void Predict() { } }", "CN0008 @ 'Predict'")]
    [InlineData(Chain + "partial class Net { class Code; }", "CN0008 @ 'Code'")]
    public void ClassFault_IsReported(string source, string expected)
    {
        Reading reading = Reader.Read(source);

        Assert.Equal([expected], reading.Faults());
        Assert.True(reading.Spec.IsBroken);
        Assert.False(reading.Spec.IsClosed);
    }

    [Theory]
    [InlineData("[ReLU] private Tensor P(Tensor x) => x;", "CN0010 @ 'P'")]
    [InlineData("[ReLU] private partial Tensor P(Tensor x, Tensor y);", "CN0010 @ 'P'")]
    [InlineData("[ReLU] private partial Tensor P();", "CN0010 @ 'P'")]
    [InlineData("[ReLU] private partial Tensor P(int x);", "CN0010 @ 'P'")]
    [InlineData("[ReLU] private partial Tensor P(ref Tensor x);", "CN0010 @ 'P'")]
    [InlineData("[ReLU] private partial Tensor P(Tensor x = default);", "CN0010 @ 'P'")]
    [InlineData("[ReLU] private partial Tokens P(Tensor x);", "CN0010 @ 'P'")]
    [InlineData("[ReLU] private partial Tensor P<T>(Tensor x);", "CN0010 @ 'P'")]
    [InlineData("[ReLU] private partial Tensor P(Tensor x); private partial Tensor P(Tensor x) => x;", "CN0010 @ 'P'")]
    [InlineData("private partial Tensor P(Tensor x);", "CN0011 @ 'P'")]
    [InlineData("[ReLU] private partial Tensor Save(Tensor x);", "CN0008 @ 'Save'")]
    [InlineData("[Forward] private Tensor Core([Shape(2)] Tensor x) => Dense(x, 1);", "CN0008 @ 'Core'")]
    [InlineData("[Objective] private Tensor L([Shape(2)] Tensor x) => Mean(x); void LGradients() { }", "CN0008 @ 'LGradients'")]
    [InlineData("[Forward] private Tensor Launches([Shape(2)] Tensor x) => Dense(x, 1);", "CN0008 @ 'Launches'")]
    [InlineData("[ReLU] private partial Tensor Launches(Tensor x);")]
    [InlineData("[ReLU] private partial Tensor OnAccelerator(Tensor x);", "CN0008 @ 'OnAccelerator'")]
    [InlineData("[Forward] private Tensor RunF([Shape(2)] Tensor x) => Dense(x, 1);", "CN0008 @ 'RunF'")]
    [InlineData("[ReLU] private partial Tensor P(Tensor x); [ReLU] private partial Tensor P(Tokens x);", "CN0009 @ 'P'")]
    [InlineData("[ReLU] private partial Tensor Mean(Tensor x);", "CN0030 @ 'Mean'")]
    [InlineData("[Forward] public Tensor G([Shape(2)] Tensor x) => x;", "CN0012 @ 'G'")]
    [InlineData("[Forward] Tensor G([Shape(2)] Tensor x) => x;")]
    [InlineData("[Forward] private int G([Shape(2)] Tensor x) => 1;", "CN0013 @ 'G'")]
    [InlineData("[Objective] private Tokens G([Shape(2)] Tensor x, [Shape] Tokens y) => y;", "CN0013 @ 'G'")]
    [InlineData("[Forward, Objective] private Tensor G([Shape(2)] Tensor x) => Mean(x);", "CN0013 @ 'G'")]
    [InlineData("[Forward] private Tensor G<T>([Shape(2)] Tensor x) => x;", "CN0013 @ 'G'")]
    [InlineData("[Forward, ReLU] private partial Tensor G([Shape(2)] Tensor x);", "CN0013 @ 'G'")]
    [InlineData("[Forward] private Tensor G([Shape(2)] Tensor x, int n) => x;", "CN0014 @ 'n'")]
    [InlineData("[Forward] private Tensor G([Shape(2)] in Tensor x) => x;", "CN0014 @ 'x'")]
    [InlineData("[Forward] private Tensor G([Shape(2)] Tensor x, [Shape(2)] ref Tokens n) => x;", "CN0014 @ 'n'")]
    [InlineData("[Objective] private Tensor L([Shape(2)] Tensor x, [Shape(2)] ref Tensor s) => Sum(x);", "CN0014 @ 's'")]
    [InlineData("[Forward] private Tensor G([Shape(2)] Tensor x, float f = 1) => x;", "CN0014 @ 'f'")]
    [InlineData("[Forward] private Tensor G([Shape(2)] Tensor x, [Shape(2)] float f) => x * f;", "CN0014 @ 'f'")]
    [InlineData("[Forward] private Tensor G(Tensor x) => x;", "CN1001 @ 'x'")]
    [InlineData("[Forward] private Tensor G([Shape(2)] Tensor x, out Tensor y) { y = x; return x; }", "CN0014 @ 'y'")]
    [InlineData("[Forward, Trains(\"G\")] private Tensor G([Shape(2)] Tensor x) => x;", "CN0013 @ 'G'")]
    [InlineData("[Forward, Evaluates(\"G\")] private Tensor G([Shape(2)] Tensor x) => x;", "CN0013 @ 'G'")]
    [InlineData("[Objective, Trains(nameof(Help))] private Tensor L([Shape(2)] Tensor x) => Mean(x); private Tensor Help(Tensor x) => x;", "CN1002 @ 'nameof(Help)'")]
    [InlineData("[Objective, Evaluates(\"Body\")] private Tensor L([Shape(2)] Tensor x) => Mean(x);", "CN1002 @ '\"Body\"'")]
    public void MemberFault_IsReported(string members, params string[] expected) =>
        Assert.Equal(expected, Reader.FaultsOf(Entry + members));

    [Theory]
    [InlineData("[Dense(1)] private partial Tensor Dense1(Tensor x);", "CN0022 @ 'Dense(x, 2)'")]
    [InlineData("[Dense(1)] private partial Tensor P(Tensor x); [Dense(1)] private partial Tensor p(Tensor x);", "CN0022 @ 'Dense(1)'")]
    [InlineData("[Forward] private Tensor G([Shape(2)] Tensor x) => Dense(Dense(x, 1, name: \"a\"), 1, name: \"a\");", "CN0022 @ 'Dense(Dense(x, 1, name: \"a\"), 1, name: \"a\")'")]
    [InlineData("[Forward] private Tensor G([Shape(2)] Tensor x) => Dense(x, 1, name: \"a\"); [Forward] private Tensor H([Shape(2)] Tensor x) => LayerNorm(x, name: \"a\");", "CN0022 @ 'LayerNorm(x, name: \"a\")'")]
    [InlineData("[Forward] private Tensor G([Shape(2)] Tensor x) => Dense(x, 2, name: \"a\"); [Forward] private Tensor H([Shape(2)] Tensor x) => Dense(Dense(x, 2, name: \"a\"), 2, name: \"a\");", "CN0022 @ 'Dense(Dense(x, 2, name: \"a\"), 2, name: \"a\")'")]
    [InlineData("[Forward] private Tensor G([Shape(2)] Tensor x) => Dense(x, 1, name: \"a..b\");", "CN0021 @ '\"a..b\"'")]
    [InlineData("[Forward] private Tensor G([Shape(2)] Tensor x) => Dense(x, 1, name: \"\");", "CN0021 @ '\"\"'")]
    public void NameFault_IsReported(string members, string expected) =>
        Assert.Equal([expected], Reader.FaultsOf(Entry + members));

    [Fact]
    public void HelperSharedByTwoEntryPoints_IsAWarningOnTheOutermost()
    {
        Reading reading = Reader.Read(Reader.Network("""
            [Forward] private Tensor F([Shape(4)] Tensor x) => Outer(x);
            [Forward] private Tensor G([Shape(4)] Tensor x) => Outer(x) + Plain(x);
            private Tensor Outer(Tensor x) => Inner(Plain(x));
            private Tensor Inner(Tensor x) => Dense(x, 4);
            private Tensor Plain(Tensor x) => Exp(x);
            """));

        Assert.Equal(["CN0031 @ 'Outer'"], reading.Faults());
        Assert.Equal(["Outer", "F", "G"], reading.Spec.Faults[0].Arguments);
        Assert.False(reading.Spec.IsBroken);
    }

    [Fact]
    public void PartWithAWrongSignature_IsStillStubbed()
    {
        NetworkSpec spec = Reader.Read(Reader.Network(Entry + "[ReLU] protected internal partial Tokens P(ref Tensor @class, int? y);")).Spec;

        Assert.Equal(
            "protected internal partial global::CompiledNets.Tokens P(ref global::CompiledNets.Tensor @class, int? y)",
            spec.Parts[0].Signature);
    }

    [Fact]
    public void AllFaultsOfANetwork_AreReportedInOneGo() =>
        Assert.Equal(
            ["CN0010 @ 'P'", "CN0012 @ 'G'", "CN0014 @ 'n'", "CN0015 @ 'while'", "CN0016 @ 'Environment.Exit'"],
            Reader.FaultsOf("""
                [ReLU] private Tensor P(Tensor x) => x;
                [Forward] public Tensor G([Shape(2)] Tensor x, int n) { while (true) { } Environment.Exit(1); return P(x); }
                """).Order());
}
