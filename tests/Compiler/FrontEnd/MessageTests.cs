using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.FrontEnd;

/// <summary>What the reader's faults say, in full: each names what is wrong and what to write instead.</summary>
public sealed class MessageTests
{
    private const string Entry = "[Forward] private Tensor F([Shape(4)] Tensor x) => Dense(x, 2);";

    private static string Body(string statements) => Reader.Network($"[Forward] private Tensor F([Shape(4)] Tensor x, float f) {{ {statements} }}");

    public static TheoryData<string, string> Messages => new()
    {
        {
            "[Network, Input(2), Dense(1)] public class Net;",
            "CN0001: 'Net' must be declared partial, so that code can be emitted for it: write 'partial class Net'"
        },
        {
            "partial class Outer<T> { [Network, Input(2), Dense(1)] public partial class Net; }",
            "CN0002: 'Outer' is generic, and a network is compiled once: make its sizes constants, or move the network out of 'Outer'"
        },
        {
            "[Network, Input(2), Dense(1)] public static partial class Net;",
            "CN0003: 'Net' is static, and a network is a plain class: write 'partial class Net'"
        },
        {
            "[Network, Input(2), Dense(1)] partial class Net; [ReLU] partial class Net;",
            "CN0004: The layers of 'Net' stand on several partial declarations, which have no order: write the whole chain on one"
        },
        {
            "[Network, Input(2), Dense(1)] partial class Net { " + Entry + " }",
            "CN0005: 'Net' has layers on the class and wiring in 'F': move the layers to a part, '[...] private partial Tensor Body(Tensor x);'"
        },
        {
            "[Network] partial class Net;",
            "CN0006: 'Net' describes no network: put a chain of layers on the class, or mark a private method [Forward] or [Objective]"
        },
        {
            "[Network, Input(2), Dense(1), Huber, ReLU] partial class Net;",
            "CN0007: 'Huber' is followed by ReLU: a chain ends with its one loss, after its layers"
        },
        {
            Reader.Network(Entry + "public Net(int size) { }"),
            "CN0023: 'Net' has a constructor that makes no weights: let it call the emitted one, ': this(seed)'"
        },
        {
            Reader.Network(Entry + "int Summary;"),
            "CN0008: 'Summary' is the name of a member that every network gets: give this member another one"
        },
        {
            Reader.Network("[Forward] private Tensor Accelerator([Shape(2)] Tensor x) => Dense(x, 1);"),
            "CN0008: 'Accelerator' is the name of a member of the network's copy on an accelerator: give this member another one"
        },
        {
            Reader.Network(Entry + "[ReLU] private partial Tensor P(Tensor x); [ReLU] private partial Tensor P(Tokens x);"),
            "CN0009: 'P' names several parts or entry points of this network: give each a name of its own"
        },
        {
            Reader.Network(Entry + "[ReLU] private partial Tensor P(Tensor x, Tensor y);"),
            "CN0010: The part 'P' takes 2 parameters: write 'private partial Tensor P(Tensor x);', or Tokens for its parameter"
        },
        {
            Reader.Network(Entry + "private partial Tensor P(Tensor x);"),
            "CN0011: The partial method 'P' has neither layers nor a body: put its layers on it, '[Dense(128), ReLU]'"
        },
        {
            Reader.Network(Entry + "[Forward] public Tensor G([Shape(2)] Tensor x) => x;"),
            "CN0012: 'G' is public, so callers could bind to the description: make it private; the emitted overload over spans is public"
        },
        {
            Reader.Network(Entry + "[Forward] private int G([Shape(2)] Tensor x) => 1;"),
            "CN0013: The entry point 'G' returns 'int': return Tensor, Tokens or a tuple of them"
        },
        {
            Reader.Network(Entry + "[Forward] private Tensor G([Shape(2)] Tensor x, int n) => x;"),
            "CN0014: The parameter 'n' has the type 'int': take Tensor, Tokens, or float for a number given at run time; make others constants"
        },
        {
            Reader.Network("[Forward, Explains] private Tensor G([Shape(2)] Tokens x) => Flatten(Embedding(x, 3, 2));"),
            "CN0025: [Explains] cannot stand on 'G', which takes no Tensor, and ints have no gradient: explain a [Forward] that takes the embedded values as a Tensor"
        },
        {
            Reader.Network("[Forward, Explains] private Tokens G([Shape(2)] Tensor x) => ArgMax(x);"),
            "CN0025: [Explains] cannot stand on 'G', which returns Tokens, and ints have no gradient: explain a [Forward] that returns the scores as a Tensor"
        },
        {
            Reader.Network("[Forward, Explains] private Tensor G([Shape(2)] Tensor x, [Shape(2)] ref Tensor sum) { sum += x; return sum; }"),
            "CN0025: [Explains] cannot stand on 'G', which updates the state 'sum': explain a [Forward] that takes the whole sequence"
        },
        {
            Reader.Network(Entry + "[Objective, Explains] private Tensor G([Shape(2)] Tensor x) => Sum(x);"),
            "CN0025: [Explains] cannot stand on 'G', which is no [Forward]: put it on a forward entry point, whose outputs it explains"
        },
        {
            "[Network, Explains] partial class Net { " + Entry + " }",
            "CN0025: [Explains] cannot stand on 'Net', which has no chain: write [Forward, Explains] on the methods that are to be explained"
        },
        {
            Reader.Network("[Forward, Explains] private Tensor G([Shape(2)] Tensor x) => x; void GInputGradients() { }"),
            "CN0008: 'GInputGradients' is the name of the emitted method that explains 'G': give this member another one"
        },
        {
            Body("while (true) { } return x;"),
            "CN0015: A 'while' loop cannot be read in the description of a network: write a 'for' loop with constant bounds"
        },
        {
            Body("return x * int.Parse(\"3\");"),
            "CN0016: 'Parse' cannot be read in the description of a network: call ops, parts, entry points and methods whose source is in this project"
        },
        {
            Body("return Dropout(x, f);"),
            "CN0017: 'rate' of Dropout must be a constant while the network is compiled: write a number, a const, or a parameter that every caller gives a constant"
        },
        {
            Body("if (f > 0) return x; return -x;"),
            "CN0017: What is compared must be a constant while the network is compiled: choose between values known only at run time by arithmetic, with Maximum or with Minimum"
        },
        {
            Body("int a = 0; return x * (1 / a);"),
            "CN0018: This has no value: it divides by zero"
        },
        {
            Body("return F(x, f);"),
            "CN0019: The description calls itself (F → F), so it would never end: write a 'for' loop with constant bounds"
        },
        {
            Body("for (int i = 0; i < 20_000; i++) { } return x;"),
            "CN0020: This description takes more than 10,000 loop turns and helper calls to read: build it from fewer, larger layers"
        },
        {
            Body("return Dense(x, 2, name: \"a b\");"),
            "CN0021: 'a b' cannot name parameters in files: write letters, digits and underscores, with single dots between them"
        },
        {
            Reader.Network(Entry + "[Dense(1)] private partial Tensor Dense1(Tensor x);"),
            "CN0022: Two different layers are both called 'dense1' in files: rename a method, or give one layer another 'name:'"
        },
        {
            Reader.Network(Entry + "[Layer<string>] private partial Tensor P(Tensor x);"),
            "CN0024: 'String' cannot be a layer here: it is no [Network]; name a class that is"
        },
        {
            Reader.Network(Entry + "[ReLU] private partial Tensor Mean(Tensor x);"),
            "CN0030: 'Mean' hides the op of that name in this class: rename it, or write 'Ops.Mean' where the op is meant"
        },
        {
            Reader.Network(Entry + "[Forward] private Tensor G([Shape(4)] Tensor x) => A(x) + B(x); Tensor A(Tensor x) => C(x); Tensor B(Tensor x) => C(x); Tensor C(Tensor x) => Dense(x, 1); [Forward] private Tensor H([Shape(4)] Tensor x) => B(x);"),
            "CN0031: 'B' makes layers and is reached from 'G' and from 'H', each with weights of its own: to share them, make it a part, or give its layers a 'name:'"
        },
        {
            Reader.Network("[Forward] private Tensor G(Tensor x) => x;"),
            "CN1001: The shape of 'x' is not given: write '[Shape(784)] Tensor x', per sample and without the batch"
        },
        {
            Reader.Network("[Forward] private Tensor G([Shape(4)] Tensor x, ref Tensor h) { h = x; return h; }"),
            "CN1001: The shape of 'h' is not given: write '[Shape(784)] ref Tensor h', per sample and without the batch"
        },
        {
            Reader.Network("[Objective, Trains(\"Body\")] private Tensor L([Shape(2)] Tensor x) => Mean(x);"),
            "CN1002: 'Body' in [Trains] is no part or entry point of this network: name one of L"
        },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_SaysWhatIsWrongAndWhatToWrite(string source, string expected)
    {
        Fault fault = Assert.Single(Reader.Read(source).Spec.Faults);
        Assert.Equal(expected, $"{fault.Id}: {fault.Message()}");
    }

    private static bool IsReading(string id) => id.StartsWith("CN0", StringComparison.Ordinal);

    [Fact]
    public void EveryReadingRule_HasAMessageTest()
    {
        IEnumerable<string> tested = Messages.Select(row => ((string)row[1])[..6]);
        Assert.Equal(Rules.ById.Keys.Where(IsReading).Order(), tested.Where(IsReading).Distinct().Order());
    }
}
