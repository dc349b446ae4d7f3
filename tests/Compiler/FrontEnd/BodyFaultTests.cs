using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompiledNets.Compiler.Tests.FrontEnd;

/// <summary>Faults inside bodies: each at the expression that cannot be read.</summary>
public sealed class BodyFaultTests
{
    private static string[] Faults(string statements, string more = "") =>
        Reader.FaultsOf($"[Forward] private Tensor F([Shape(4)] Tensor x, float f) {{ {statements} }} {more}");

    [Theory]
    [InlineData("while (true) { } return x;", "CN0015 @ 'while'")]
    [InlineData("do x = -x; while (false); return x;", "CN0015 @ 'do'")]
    [InlineData("switch (1) { case 1: return x; default: return x; }", "CN0015 @ 'switch'")]
    [InlineData("try { x = -x; } finally { } return x;", "CN0015 @ 'try'")]
    [InlineData("throw new Exception();", "CN0015 @ 'throw new Exception();'")]
    [InlineData("Tensor G() => x; return x;", "CN0015 @ 'G'")]
    [InlineData("Func<Tensor, Tensor> g = y => y; return x;", "CN0015 @ 'y => y'")]
    [InlineData("return new Tensor();", "CN0015 @ 'new Tensor()'")]
    [InlineData("Tensor y = default; return x;", "CN0015 @ 'default'")]
    [InlineData("state = x; return x;", "CN0015 @ 'state'")]
    [InlineData("return x * size;", "CN0015 @ 'size'")]
    [InlineData("return x * Size;", "CN0015 @ 'Size'")]
    [InlineData("var list = new Tensor[3]; return x;", "CN0015 @ 'new Tensor[3]'")]
    [InlineData("Tensor[] all = [x, x]; return all[2];", "CN0015 @ 'all[2]'")]
    [InlineData("foreach (char c in \"ab\") x = -x; return x;", "CN0015 @ '\"ab\"'")]
    [InlineData("Swap(ref x); return x;", "CN0015 @ 'ref x'")]
    [InlineData("ref Tensor y = ref x; return x;", "CN0015 @ 'y = ref x'")]
    [InlineData("return Math.Cbrt(8) * x;", "CN0016 @ 'Math.Cbrt'")]
    [InlineData("return Math.Sqrt(f) * x;", "CN0017 @ 'Math.Sqrt'")]
    [InlineData("return x * Environment.TickCount;", "CN0015 @ 'Environment.TickCount'")]
    [InlineData("return x * int.Parse(\"3\");", "CN0016 @ 'int.Parse'")]
    [InlineData("return new Net().Other(x);", "CN0016 @ 'new Net().Other'")]
    [InlineData("if (f > 0) x = -x; return x;", "CN0017 @ 'f > 0'")]
    [InlineData("return f > 0 ? x : -x;", "CN0017 @ 'f > 0'")]
    [InlineData("for (int i = 0; i < f; i++) x = -x; return x;", "CN0017 @ 'i < f'")]
    [InlineData("return Dropout(x, f);", "CN0017 @ 'f'")]
    [InlineData("return Dense(x, (int)f);", "CN0017 @ '(int)f'")]
    [InlineData("return f switch { 0 => x, _ => -x };", "CN0017 @ 'f'")]
    [InlineData("return Dense(x, 2, name: $\"a{f}\");", "CN0017 @ '{f}'")]
    [InlineData("return x[(int)f];", "CN0017 @ '(int)f'")]
    [InlineData("int a = 0; return x * (1 / a);", "CN0018 @ '1 / a'")]
    [InlineData("int a = 70_000; return Dense(x, a * a);", "CN0018 @ 'a * a'")]
    [InlineData("int a = 3; return a switch { 1 => x };", "CN0018 @ 'a switch { 1 => x }'")]
    [InlineData("int a = 3; return Dense(x, 2, name: $\"h{a:Q}\");", "CN0018 @ '{a:Q}'")]
    [InlineData("for (int i = 0; i < 1_000_000; i++) x = -x; return x;", "CN0020 @ 'for'")]
    [InlineData("for (int i = 0; i < 1000; i++) for (int j = 0; j < 1000; j++) { } return x;", "CN0020 @ 'for'")]
    public void WhatCannotBeRead_IsAFault(string statements, params string[] expected)
    {
        string[] found = Faults(statements, "Tensor state; static readonly int size = 3; int Size => 3; void Swap(ref Tensor a) { } Tensor Other(Tensor x) => x;");
        Assert.Equal(expected, found);
    }

    [Fact]
    public void Recursion_IsAFaultThatShowsTheCircle()
    {
        Reading reading = Reader.Read(Reader.Network("""
            [Forward] private Tensor F([Shape(4)] Tensor x) => A(x);
            private Tensor A(Tensor x) => B(x);
            private Tensor B(Tensor x) => A(-x);
            """));

        Assert.Equal(["CN0019 @ 'A'"], reading.Faults());
        Assert.Equal(["A → B → A"], reading.Spec.Faults[0].Arguments);
    }

    [Fact]
    public void EntryPointsThatCallEachOther_AreAFault() =>
        Assert.Equal(
            ["CN0019 @ 'F'", "CN0019 @ 'G'"],
            Reader.FaultsOf("[Forward] private Tensor F([Shape(4)] Tensor x) => G(x); [Forward] private Tensor G([Shape(4)] Tensor x) => F(x);").Order());

    [Fact]
    public void MistakeInAHelper_IsReportedOnceWithTheCallsThatLedToIt()
    {
        Reading reading = Reader.Read(Reader.Network("""
            [Forward] private Tensor F([Shape(4)] Tensor x) { for (int i = 0; i < 3; i++) x = Outer(x); return Outer(x); }
            private Tensor Outer(Tensor x) => Inner(x);
            private Tensor Inner(Tensor x) { lock (this) { } return x; }
            """));

        Assert.Equal(["CN0015 @ 'lock'"], reading.Faults());
        Assert.Equal(
            ["Inner(x)", "Outer(x)"],
            reading.Sources.Callers(reading.Spec.Faults[0].Site).Select(caller => caller.SourceTree!.GetText().ToString(caller.SourceSpan)));
    }

    [Fact]
    public void DeepExpression_IsAFaultInsteadOfAnOverflow() =>
        Assert.StartsWith("CN0020", Assert.Single(Faults($"return {string.Join(" + ", Enumerable.Repeat("x", 600))};")));

    [Theory]
    [InlineData("return Dense(x);")]
    [InlineData("return Dense(y, 3);")]
    [InlineData("return Dense(x, \"3\");")]
    [InlineData("return x +;")]
    [InlineData("Tensor y; return y;")]
    [InlineData("int n = \"a\"; return Dense(x, n);")]
    [InlineData("return Nothing(x);")]
    [InlineData("x[1..] = x; return x;")]
    [InlineData("")]
    [InlineData("while (true) { undefined(); } return x;")]
    public void WhatTheCompilerRejects_IsSilentAndBroken(string statements)
    {
        Reading reading = Reader.Read(Reader.Network($"[Forward] private Tensor F([Shape(4)] Tensor x) {{ {statements} }}"));

        Assert.Empty(reading.Spec.Faults);
        Assert.True(reading.Spec.IsBroken);
    }

    [Theory]
    [InlineData("[Network, Input(2), Dense()] partial class Net;")]
    [InlineData("[Network, Input(2), Dense(\"a\")] partial class Net;")]
    [InlineData("[Network, Input(2), Dens(1), Dense(2)] partial class Net;")]
    [InlineData("[Network, Input(2), Dense(1, Bia = false)] partial class Net;")]
    [InlineData("[Network, Input(\"2\"), Dense(1)] partial class Net;")]
    [InlineData("[Network] partial class Net { [Dense(] private partial Tensor P(Tensor x); [Forward] private Tensor F([Shape(2)] Tensor x) => P(x); }")]
    [InlineData("[Network] partial class Net { [Forward] private Tensr F([Shape(2)] Tensor x) => x; }")]
    [InlineData("[Network] partial class Net { [Forward] private Tensor F([Shape(n)] Tensor x) => x; }")]
    [InlineData("[Network] partial class Net { [Objective, Trains(nameof(Nobody))] private Tensor F([Shape(2)] Tensor x) => Mean(x); }")]
    public void DeclarationsThatTheCompilerRejects_AreSilentAndBroken(string source)
    {
        Reading reading = Reader.Read(source);

        Assert.Empty(reading.Spec.Faults);
        Assert.True(reading.Spec.IsBroken);
    }

    [Fact]
    public void WarningThatCountsAsAnError_HidesNoFault()
    {
        CSharpCompilation compilation = Reader.Compile(
            "using CompiledNets; " + Reader.Network("[Forward] private Tensor F([Shape(4)] Tensor x) { int unused; while (true) { } return x; }"));
        compilation = compilation.WithOptions(compilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Error));

        Assert.Equal(["CN0015 @ 'while'"], Reader.ReadFrom(compilation).Faults());
    }

    [Fact]
    public void BrokenEntryPoint_StillDeclaresItsResults()
    {
        NetworkSpec spec = Reader.Read(Reader.Network(
            "[Forward] private (Tensor mean, Tensor spread) F([Shape(4)] Tensor x) { return (x, new Tensor()); }")).Spec;

        Assert.Equal([new ResultSpec("mean", 0), new ResultSpec("spread", -1)], spec.Entry("F").Results);
    }

    [Fact]
    public void BrokenEntryPoint_LeavesTheOthersWhole()
    {
        NetworkSpec spec = Reader.Read(Reader.Network("""
            [Forward] private Tensor F([Shape(4)] Tensor x) { while (true) { } return Dense(x, 4); }
            [Forward] private Tensor G([Shape(4)] Tensor x) => Dense(x, 3);
            """)).Spec;

        Assert.True(spec.Entry("F").IsBroken);
        Assert.False(spec.Entry("G").IsBroken);
        Assert.Equal("Dense", spec.Entry("F").Body[^1].Op);
    }
}
