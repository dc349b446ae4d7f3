// C# that describes a network: calls, constants, loops with constant bounds.
using CompiledNets;
using static CompiledNets.Ops;

namespace Corpus.Reading;

[Network]
public partial class BadWhile
{
    [Forward] private Tensor Deep([Shape(4)] Tensor x)
    {
        int layers = 0;
        while (layers++ < 3)
//      ^^^^^ CN0015: A 'while' loop cannot be read in the description of a network: write a 'for' loop with constant bounds
        {
            x = ReLU(Dense(x, 4));
        }

        return x;
    }
}

[Network]
public partial class GoodWhile
{
    [Forward] private Tensor Deep([Shape(4)] Tensor x)
    {
        for (int layer = 0; layer < 3; layer++)
        {
            x = ReLU(Dense(x, 4));
        }

        return x;
    }
}

[Network]
public partial class BadField
{
    private readonly float scale = 0.5f;
    [Forward] private Tensor Scaled([Shape(4)] Tensor x) => x * scale;
//                                                              ^^^^^ CN0015: The field 'scale' cannot be read in the description of a
//          network: make it a const, or a parameter of the entry point
}

[Network]
public partial class GoodField
{
    private const float Scale = 0.5f;
    [Forward] private Tensor Scaled([Shape(4)] Tensor x) => x * Scale;
}

[Network]
public partial class BadCall
{
    [Forward] private Tensor Scaled([Shape(4)] Tensor x) => x * float.Parse("0.5");
//                                                              ^^^^^^^^^^^ CN0016: 'Parse' cannot be read in the description of a network:
//          call ops, parts, entry points and methods whose source is in this project
}

[Network]
public partial class GoodCall
{
    [Forward] private Tensor Scaled([Shape(4)] Tensor x) => x * 0.5f;
}

// Printing in the middle: return what is to be seen.
[Network]
public partial class BadPrinted
{
    [Forward] private Tensor Out([Shape(4)] Tensor x)
    {
        var y = Dense(x, 2);
        System.Console.WriteLine(y);
//      ^^^^^^^^^^^^^^^^^^^^^^^^ CN0016: 'WriteLine' cannot be read in the description of a network: call ops, parts, entry points and
//          methods whose source is in this project
        return y;
    }
}

[Network]
public partial class GoodPrinted
{
    [Forward] private (Tensor Out, Tensor Hidden) Out([Shape(4)] Tensor x)
    {
        var y = Dense(x, 2);
        return (Softmax(y), y);
    }
}

// A branch on a value.
[Network]
public partial class BadBranch
{
    [Forward] private Tensor Logits([Shape(4)] Tensor x, float gate) => gate > 0 ? x : -x;
//                                                                      ^^^^^^^^ CN0017: What is compared must be a constant while the
//          network is compiled: choose between values known only at run time by arithmetic, with Maximum or with Minimum
}

[Network]
public partial class GoodBranch
{
    [Forward] private Tensor Logits([Shape(4)] Tensor x, float gate) => gate * x;
}

[Network]
public partial class BadUnits
{
    [Forward] private Tensor Logits([Shape(4)] Tensor x, int units) => Dense(x, units);
//                                                           ^^^^^ CN0014: The parameter 'units' has the type 'int': take Tensor, Tokens, or
//          float for a number given at run time; make others constants
}

[Network]
public partial class GoodUnits
{
    private const int Units = 2;
    [Forward] private Tensor Logits([Shape(4)] Tensor x) => Dense(x, Units);
}

[Network]
public partial class BadZero
{
    private const int Layers = 0;
    [Forward] private Tensor Logits([Shape(4)] Tensor x) => Body(x, Layers);
    private Tensor Body(Tensor x, int layers) => Dense(x, 12 / layers);
//                                                        ^^^^^^^^^^^ CN0018: This has no value: it divides by zero
}

[Network]
public partial class GoodZero
{
    private const int Layers = 3;
    [Forward] private Tensor Logits([Shape(4)] Tensor x) => Body(x, Layers);
    private Tensor Body(Tensor x, int layers) => Dense(x, 12 / layers);
}

[Network]
public partial class BadRecursion
{
    [Forward] private Tensor Deep([Shape(4)] Tensor x) => Block(x);
    private Tensor Block(Tensor x) => Block(ReLU(Dense(x, 4)));
//                                    ^^^^^ CN0019: The description calls itself (Block → Block), so it would never end: write a 'for' loop
//          with constant bounds
}

[Network]
public partial class GoodRecursion
{
    [Forward] private Tensor Deep([Shape(4)] Tensor x) => Block(Block(x));
    private Tensor Block(Tensor x) => ReLU(Dense(x, 4));
}

[Network]
public partial class BadEndless
{
    [Forward] private Tensor Deep([Shape(4)] Tensor x)
    {
        for (int layer = 0; layer < 100_000; layer++)
//      ^^^ CN0020: This description makes more than 3,000 calls of layers and ops: build it from fewer, larger layers
        {
            x = Tanh(x);
        }

        return x;
    }
}

[Network]
public partial class GoodEndless
{
    [Forward] private Tensor Deep([Shape(4)] Tensor x)
    {
        for (int layer = 0; layer < 2; layer++)
        {
            x = ReLU(Dense(x, 4));
        }

        return x;
    }
}

[Network]
public partial class BadFileName
{
    [Forward] private Tensor Logits([Shape(4)] Tensor x) => Dense(x, 2, name: "my head");
//                                                                            ^^^^^^^^^ CN0021: 'my head' cannot name parameters in files:
//          write letters, digits and underscores, with single dots between them
}

[Network]
public partial class GoodFileName
{
    [Forward] private Tensor Logits([Shape(4)] Tensor x) => Dense(x, 2, name: "my_head");
}

[Network]
public partial class BadSameName
{
    [Forward] private Tensor Logits([Shape(4)] Tensor x) => Dense(ReLU(Dense(x, 8, name: "fc")), 2, name: "fc");
//                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN0022: Two different layers
//          are both called 'fc' in files: rename a method, or give one layer another 'name:'
}

[Network]
public partial class GoodSameName
{
    [Forward] private Tensor Logits([Shape(4)] Tensor x) => Dense(ReLU(Dense(x, 8, name: "fc1")), 2, name: "fc2");
}

[Network]
public partial class BadPublic
{
    [Forward] public Tensor Logits([Shape(4)] Tensor x) => Dense(x, 2);
//                          ^^^^^^ CN0012: 'Logits' is public, so callers could bind to the description: make it private; the emitted
//          overload over spans is public
}

[Network]
public partial class GoodPublic
{
    [Forward] private Tensor Logits([Shape(4)] Tensor x) => Dense(x, 2);
}

[Network]
public partial class BadReturned
{
    [Forward] private int Best([Shape(4)] Tensor x) => 1;
//                        ^^^^ CN0013: The entry point 'Best' returns 'int': return Tensor, Tokens or a tuple of them
}

[Network]
public partial class GoodReturned
{
    [Forward] private Tokens Best([Shape(4)] Tensor x) => ArgMax(Dense(x, 2));
}

// A description has no fields: what stays between calls is a ref parameter.
[Network]
public partial class BadAssigned
{
    private Tensor last;
    [Forward] private Tensor Out([Shape(4)] Tensor x) => last = Dense(x, 2);
//                                                       ^^^^ CN0015: An assignment to this cannot be read in the description of a network:
//          assign to a local: a description has no state
}

[Network]
public partial class GoodAssigned
{
    [Forward] private Tensor Out([Shape(4)] Tensor x, [Shape(2)] ref Tensor last) => last = Dense(x, 2);
}
