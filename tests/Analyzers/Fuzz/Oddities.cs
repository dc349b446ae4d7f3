namespace CompiledNets.Analyzers.Tests.Fuzz;

/// <summary>What nobody types but machines do, and people while they look for something: sources of every kind that once, or never yet, went
/// wrong elsewhere.</summary>
internal static class Oddities
{
    /// <summary>Whole sources by what is odd about them.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["broken syntax"] = "[Network, Input(, Dense(] public partial class { [Forward] private Tensor ( => }}}} ;;",
        ["nothing but an attribute"] = "[Network",
        ["attributes without a class"] = "[Network, Input(4), Dense(2)]",
        ["a class without an end"] = "[Network] public partial class Net { [Forward] private Tensor F([Shape(4)] Tensor x) => Dense(x,",
        ["half-typed attributes"] = "[Network, Input(4), Dens, Dense(, Dense(3, Bia = , Conv2D(3,] public partial class Net;",
        ["half-typed names"] = Class("[Forward] private Tensor F([Shap(4)] Tens x) => Dens(x, 3) + x. ;"),
        ["wrong types"] = "[Network, Input(\"4\", 1.5, null), Dense('a'), Dropout(\"no\"), Reshape(new[] { 1.5 }), Layer<int>, Layer<>] public partial class Net;",
        ["wrong kinds"] = "[Network] public partial interface INet; [Network] public partial enum E { } [Network] public delegate void D(); [Network] struct S;",
        ["huge numbers"] = "[Network, Input(int.MaxValue, int.MaxValue, int.MaxValue), Conv2D(int.MaxValue, int.MaxValue, Stride = int.MaxValue, "
            + "Padding = int.MaxValue, Dilation = int.MaxValue, Groups = int.MaxValue), Dense(int.MaxValue), LSTM(int.MaxValue, Layers = int.MaxValue)] public partial class Net;",
        ["huge layers"] = "[Network, Input(46_340, 11_585), LSTM(11_584, Layers = 200_000_000)] public partial class Net;",
        ["huge unrolling"] = Class("[Forward] private Tensor F([Shape(4)] Tensor x) { for (int i = int.MinValue; i < int.MaxValue; i++) for (long j = 0; j >= 0; j++) { } return x; }"),
        ["huge doubling"] = Class("[Forward] private Tensor F([Shape(1)] Tensor x) { for (int i = 0; i < 40; i++) x = Concat(0, x, x); return x; }"),
        ["huge helpers"] = Class("[Forward] private Tensor F([Shape(4)] Tensor x) => A(A(A(A(x)))); " + string.Concat(
            "ABCDEFGHIJKLMNO".Select(name => $"private Tensor {name}(Tensor x) => {(char)(name + 1)}(x) + {(char)(name + 1)}(-x);")) + " private Tensor P(Tensor x) => ReLU(x);"),
        ["huge splits"] = Class("[Forward] private Tensor F([Shape(4)] Tensor x) => Split(x, int.MaxValue)[0] + Split(x, [int.MaxValue, int.MaxValue])[1];"),
        ["huge text"] = Class("[Forward] private Tensor F([Shape(4)] Tensor x) { string s = \"n\"; for (int i = 0; i < 60; i++) s = s + s; return Dense(x, 2, name: s); }"),
        ["huge formats"] = Class("[Forward] private Tensor F([Shape(4)] Tensor x) => Dense(x, 2, name: $\"{1,900000000}\") + Dense(x, 2, name: $\"{1:D999999999}\");"),
        ["negative sizes"] = "[Network, Input(-1, 0, int.MinValue), Conv2D(-3, -3, Stride = -1, Padding = -9, Dilation = -2, Groups = -1), MaxPool2D(-2), "
            + "Reshape(-1, -1, -5), Dropout(-1), Embedding(-4, -4), GRU(-1, Layers = -1), SelfAttention(-2), Pad(-1, -1), Upsample(-2)] public partial class Net;",
        ["not a number"] = "[Network, Input(4), Dropout(double.NaN), LeakyReLU(double.NegativeInfinity), LayerNorm(Epsilon = double.NaN), BatchNorm(Momentum = 1e308)] public partial class Net;",
        ["recursion"] = Class("[Forward] private Tensor F([Shape(4)] Tensor x) => G(x); private Tensor G(Tensor x) => H(x); private Tensor H(Tensor x) => G(F(x));"),
        ["networks within each other"] = "[Network] public partial class A { [Layer<B>] private partial Tensor P(Tensor x); [Forward] private Tensor F([Shape(4)] Tensor x) => P(x); } "
            + "[Network] public partial class B { [Layer<A>] private partial Tensor P(Tensor x); [Forward] private Tensor F([Shape(4)] Tensor x) => P(x); }",
        ["a network within itself"] = "[Network] public partial class A : A { [Layer<A>] private partial Tensor P(Tensor x); [Forward] private Tensor F([Shape(4)] Tensor x) => P(x); }",
        ["deep parentheses"] = Class($"[Forward] private Tensor F([Shape(4)] Tensor x) => {new string('(', 400)}x{new string(')', 400)};"),
        ["deep signs"] = Class($"[Forward] private Tensor F([Shape(4)] Tensor x) => {string.Concat(Enumerable.Repeat("- ", 600))}x;"),
        ["long sums"] = Class($"[Forward] private Tensor F([Shape(4)] Tensor x) => x{string.Concat(Enumerable.Repeat(" + x", 900))};"),
        ["deep types"] = string.Concat(Enumerable.Repeat("public partial class O { ", 60)) + "[Network, Input(4), Dense(2)] public partial class Net;" + new string('}', 60),
        ["unicode names"] = "[Network] public partial class 网络ñ { [Dense(3)] private partial Tensor Größe\u0301(Tensor \u0061\u0308); "
            + "[Forward] private Tensor Ωmega_\u200d([Shape(4)] Tensor ﬁ) => Größe\u0301(ﬁ) + Dense(ﬁ, 3, name: \"层.一\"); }",
        ["names with escapes"] = "[Network] public partial class @class { [Forward] private Tensor @if([Shape(4)] Tensor @\u0069nt) => Dense(@\u0069nt, 2, name: \"\\0\\\"\\n\"); }",
        ["one file, many networks of one name"] = string.Concat(Enumerable.Repeat("[Network, Input(4), Dense(2)] public partial class Net; ", 20)),
        ["attributes twice"] = "[Network, Network, Input(4), Input(5), Dense(2)] public partial class Net { [Forward, Forward, Objective, Trains, Evaluates] private Tensor F([Shape(4), Shape(5)] Tensor x) => x; }",
        ["nothing but null"] = "[Network, Input(null), Reshape(null), Dense(default)] public partial class Net { [Objective, Trains(null), Evaluates(null!)] private Tensor L([Shape(null)] Tensor x) => Mean(x, null); }",
        ["statements of every kind"] = Class("[Forward] private Tensor F([Shape(4)] Tensor x) { try { lock (this) { goto a; } } catch when (x == null) { throw; } finally { } a: unsafe { fixed (int* p = new int[1]) { } } "
            + "using var u = null; yield return x; await x; switch (x) { case null: break; } do { } while (false); checked { x++; } Tensor L(Tensor y) => L(y); return L(x) is { } z ? z : stackalloc int[3]; }"),
        ["expressions of every kind"] = Class("[Forward] private Tensor F([Shape(4)] Tensor x) => new Tensor() + default(Tensor) + (Tensor)(object)x + (x as Tensor?) + x! + x?.ToString() + (x, x) + x switch { _ => x } "
            + "+ typeof(Tensor) + sizeof(int) + nameof(x) + $\"{x}\" + (y => y)(x) + (from a in x select a) + x with { } + [x, ..x] + x[0][^9][1..0][..] + this + base.F(x);"),
        ["overflowing constants"] = Class("private const int N = int.MaxValue; [Forward] private Tensor F([Shape(4)] Tensor x) { int n = N; n++; n *= n; n <<= 99; return Dense(x, checked(n + N)) * (1 / (n - n)) * (int.MinValue / -1) * (int)1e30; }"),
    };

    private static string Class(string members) => $"[Network] public partial class Net {{ {members} }}";
}
