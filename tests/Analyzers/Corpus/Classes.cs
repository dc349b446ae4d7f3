// What a class must be to be a network.
using CompiledNets;
using static CompiledNets.Ops;

namespace Corpus.Classes;

[Network, Input(784), Dense(10)]
public class BadPartial;
//           ^^^^^^^^^^ CN0001: 'BadPartial' must be declared partial, so that code can be emitted for it: write 'partial class BadPartial'

[Network, Input(784), Dense(10)]
public partial class GoodPartial;

[Network, Input(784), Dense(10)]
public partial class BadGeneric<T>;
//                   ^^^^^^^^^^ CN0002: 'BadGeneric' is generic, and a network is compiled once: make its sizes constants, or move the
//          network out of 'BadGeneric'

[Network, Input(784), Dense(10)]
public partial class GoodGeneric;

[Network, Input(784), Dense(10)]
public partial record BadRecord;
//                    ^^^^^^^^^ CN0003: 'BadRecord' is a record, and a network is a plain class: write 'partial class BadRecord'

[Network, Input(784), Dense(10)]
public partial class GoodRecord;

[Network, Input(784), Dense(10)]
public static partial class BadStatic;
//                          ^^^^^^^^^ CN0003: 'BadStatic' is static, and a network is a plain class: write 'partial class BadStatic'

[Network, Input(784), Dense(10)]
public sealed partial class GoodStatic;

[Network, Input(784), Dense(128)]
public partial class BadSplit;

[type: ReLU, Dense(10)]
//     ^^^^ CN0004: The layers of 'BadSplit' stand on several partial declarations, which have no order: write the whole chain on one
public partial class BadSplit;

[Network, Input(784), Dense(128), ReLU, Dense(10)]
public partial class GoodSplit;

public partial class GoodSplit
{
    public const int Classes = 10;
}

[Network, Input(784), Dense(10)]
//                    ^^^^^^^^^ CN0005: 'BadBoth' has layers on the class and wiring in 'Probabilities': move the layers to a part, '[...]
//          private partial Tensor Body(Tensor x);'
public partial class BadBoth
{
    [Forward] private Tensor Probabilities([Shape(784)] Tensor x) => Softmax(x);
}

[Network]
public partial class GoodBoth
{
    [Dense(10)] private partial Tensor Body(Tensor x);
    [Forward] private Tensor Probabilities([Shape(784)] Tensor x) => Softmax(Body(x));
}

// An entry point without its attribute.
[Network]
public partial class BadNothing
//                   ^^^^^^^^^^ CN0006: 'BadNothing' describes no network: put a chain of layers on the class, or mark a private method
//          [Forward] or [Objective]
{
    private Tensor Logits(Tensor x) => Dense(x, 10);
}

[Network]
public partial class GoodNothing
{
    [Forward] private Tensor Logits([Shape(784)] Tensor x) => Dense(x, 10);
}

[Network]
public partial class BadReserved
{
    public const int ParameterCount = 7850;
//                   ^^^^^^^^^^^^^^ CN0008: 'ParameterCount' is the name of a member that every network gets: give this member another one
    [Forward] private Tensor Logits([Shape(784)] Tensor x) => Dense(x, 10);
}

[Network]
public partial class GoodReserved
{
    public const int PixelCount = 784;
    [Forward] private Tensor Logits([Shape(PixelCount)] Tensor x) => Dense(x, 10);
}

[Network]
public partial class BadNamed
{
    [Dense(8)] private partial Tensor Body(Tensor x);
    [Embedding(100, 8)] private partial Tensor Body(Tokens x);
//                                             ^^^^ CN0009: 'Body' names several parts or entry points of this network: give each a name of
//          its own
    [Forward] private Tensor Total([Shape(8)] Tensor x, [Shape] Tokens word) => Body(x) + Body(word);
}

[Network]
public partial class GoodNamed
{
    [Dense(8)] private partial Tensor Body(Tensor x);
    [Embedding(100, 8)] private partial Tensor Embed(Tokens x);
    [Forward] private Tensor Total([Shape(8)] Tensor x, [Shape] Tokens word) => Body(x) + Embed(word);
}

[Network]
public partial class BadConstructed
{
    public BadConstructed(string file) => System.Console.WriteLine(file);
//         ^^^^^^^^^^^^^^ CN0023: 'BadConstructed' has a constructor that makes no weights: let it call the emitted one, ': this(seed)'
    [Forward] private Tensor Logits([Shape(4)] Tensor x) => Dense(x, 2);
}

[Network]
public partial class GoodConstructed
{
    public GoodConstructed(string file)
        : this(seed: 1) => System.Console.WriteLine(file);

    [Forward] private Tensor Logits([Shape(4)] Tensor x) => Dense(x, 2);
}

[Network]
public partial class BadPartOfTwo
{
    [Dense(8)] private partial Tensor Mix(Tensor a, Tensor b);
//                                    ^^^ CN0010: The part 'Mix' takes 2 parameters: write 'private partial Tensor Mix(Tensor x);', or
//          Tokens for its parameter
    [Forward] private Tensor Mixed([Shape(4)] Tensor x, [Shape(4)] Tensor y) => Mix(x, y);
}

[Network]
public partial class GoodPartOfTwo
{
    [Dense(8)] private partial Tensor Mix(Tensor both);
    [Forward] private Tensor Mixed([Shape(4)] Tensor x, [Shape(4)] Tensor y) => Mix(Concat(0, x, y));
}

[Network]
public partial class BadPartOfNothing
{
    private partial Tensor Body(Tensor x);
//                         ^^^^ CN0011: The partial method 'Body' has neither layers nor a body: put its layers on it, '[Dense(128), ReLU]'
    [Forward] private Tensor Logits([Shape(4)] Tensor x) => Body(x);
}

[Network]
public partial class GoodPartOfNothing
{
    [Dense(8)] private partial Tensor Body(Tensor x);
    [Forward] private Tensor Logits([Shape(4)] Tensor x) => Body(x);
}

// A warning: the op Mean is hidden.
[Network]
public partial class BadHiding
{
    [Dense(8)] private partial Tensor Mean(Tensor h);
//                                    ^^^^ CN0030: 'Mean' hides the op of that name in this class: rename it, or write 'Ops.Mean' where the
//          op is meant
    [Forward] private Tensor Encode([Shape(4)] Tensor x) => Mean(x);
}

[Network]
public partial class GoodHiding
{
    [Dense(8)] private partial Tensor Mu(Tensor h);
    [Forward] private Tensor Encode([Shape(4)] Tensor x) => Mu(x);
}

// A warning: what is trained is not what predicts.
[Network]
public partial class BadSharedHelper
{
    [Forward] private Tensor Logits([Shape(4)] Tensor x) => Body(x);
    [Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape] Tokens label) => SoftmaxCrossEntropy(Body(x), label);
    private Tensor Body(Tensor x) => Dense(ReLU(Dense(x, 8)), 2);
//                 ^^^^ CN0031: 'Body' makes layers and is reached from 'Logits' and from 'Loss', each with weights of its own: to share
//          them, make it a part, or give its layers a 'name:'
}

[Network]
public partial class GoodSharedHelper
{
    [Forward] private Tensor Logits([Shape(4)] Tensor x) => Body(x);
    [Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape] Tokens label) => SoftmaxCrossEntropy(Logits(x), label);
    private Tensor Body(Tensor x) => Dense(ReLU(Dense(x, 8)), 2);
}

// Which of its entry points?
[Network]
public partial class BadInnerNetwork
{
    [Layer<GoodPair>] private partial Tensor Backbone(Tensor x);
//   ^^^^^^^^^^^^^^^ CN0024: 'GoodPair' cannot be a layer here: it has several [Forward] methods; say which with Entry = one of 'Read',
//          'Squared'
    [Forward] private Tensor Logits([Shape(8)] Tensor x) => Dense(Backbone(x), 3);
}

[Network]
public partial class GoodInnerNetwork
{
    [Layer<GoodPair>(Entry = "Read")] private partial Tensor Backbone(Tensor x);
    [Forward] private Tensor Logits([Shape(8)] Tensor x) => Dense(Backbone(x), 3);
}

[Network]
public partial class BadPairOfNobody
{
    [Layer<GoodPair>(Entry = "Cubed")] private partial Tensor Backbone(Tensor x);
//   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN0024: 'GoodPair' cannot be a layer here: it has no [Forward] 'Cubed', but 'Read', 'Squared'
    [Forward] private Tensor Logits([Shape(8)] Tensor x) => Dense(Backbone(x), 3);
}

[Network]
public partial class BadPairOfNothing
{
    [Layer<string>] private partial Tensor Backbone(Tensor x);
//   ^^^^^^^^^^^^^ CN0024: 'String' cannot be a layer here: it is no [Network]; name a class that is
    [Forward] private Tensor Logits([Shape(8)] Tensor x) => Dense(Backbone(x), 3);
}

[Network]
public partial class GoodPairOfNothing
{
    [Layer<GoodPair>(Entry = "Squared")] private partial Tensor Backbone(Tensor x);
    [Forward] private Tensor Logits([Shape(8)] Tensor x) => Dense(Backbone(x), 3);
}

[Network]
public partial class GoodPair
{
    [Forward] private Tensor Read([Shape(8)] Tensor x) => ReLU(Dense(x, 4));
    [Forward] private Tensor Squared([Shape(8)] Tensor x) => Square(Read(x));
}

[Network]
public partial class BadExplained
{
    [Embedding(10_000, 64)] private partial Tensor Embed(Tokens words);
    [Forward, Explains] private Tensor Logits([Shape(16)] Tokens words) => Dense(Flatten(Embed(words)), 2);
//            ^^^^^^^^ CN0025: [Explains] cannot stand on 'Logits', which takes no Tensor, and ints have no gradient: explain a [Forward]
//          that takes the embedded values as a Tensor
}

[Network]
public partial class GoodExplained
{
    [Embedding(10_000, 64)] private partial Tensor Embed(Tokens words);
    [Forward] private Tensor Embedded([Shape(16)] Tokens words) => Embed(words);
    [Forward, Explains] private Tensor Logits([Shape(16, 64)] Tensor words) => Dense(Flatten(words), 2);
}
