// Losses over pairs, rows and sequences, and penalties on weights.
using CompiledNets;
using static CompiledNets.Ops;

namespace Corpus.FurtherLosses;

[Network]
public partial class BadHinge
{
    [Objective] private Tensor Loss([Shape(8)] Tensor x, [Shape] Tensor sign) => Hinge(Dense(x, 2), Reshape(sign, 1, 1));
//                                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1013: Hinge
//          cannot compare (2) with (1,1): the prediction is (2), which Dense on line 10 made from (8), and the target is (1,1), which
//          Reshape on line 10 made from (). Reshape one of them, or change the layer that made it.
}

[Network]
public partial class GoodHinge
{
    [Objective] private Tensor Loss([Shape(8)] Tensor x, [Shape] Tensor sign) => Hinge(Dense(x, 1)[0], sign);
}

[Network]
public partial class BadKLDivergence
{
    [Objective] private Tensor Loss([Shape(8)] Tensor x, [Shape(5)] Tensor y) => KLDivergence(LogSoftmax(Dense(x, 4)), y);
//                                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1013: KLDivergence cannot compare (4) with (5): the prediction is (4), which Dense on line 25 made from (8), and the target is 'y' (5). Declare 'y' as [Shape(4)], or give Dense on line 25 5 units.
}

[Network]
public partial class GoodKLDivergence
{
    [Objective] private Tensor Loss([Shape(8)] Tensor x, [Shape(5)] Tensor y) => KLDivergence(LogSoftmax(Dense(x, 5)), y);
}

[Network]
public partial class BadCosineEmbedding
{
    [Objective] private Tensor Loss([Shape(8)] Tensor a, [Shape(6)] Tensor b, [Shape] Tensor same) => CosineEmbedding(a, b, same);
//                                                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1015: CosineEmbedding: (8) and (6) must be equal: 'a' comes in as (8), but 'b' comes in as (6). Give both the same layers.
}

[Network]
public partial class GoodCosineEmbedding
{
    [Objective] private Tensor Loss([Shape(8)] Tensor a, [Shape(6)] Tensor b, [Shape] Tensor same) => CosineEmbedding(a, Dense(b, 8), same);
}

[Network]
public partial class BadTripletMargin
{
    [Objective] private Tensor Loss([Shape(8)] Tensor anchor, [Shape(8)] Tensor positive, [Shape(8)] Tensor negative) =>
        TripletMargin(anchor, positive, negative[..4]);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1015: TripletMargin: (8) and (4) must be equal: 'anchor' comes in as (8), but the
//          slice on line 52 makes (4) from (8). Give both the same layers.
}

[Network]
public partial class GoodTripletMargin
{
    [Objective] private Tensor Loss([Shape(8)] Tensor anchor, [Shape(8)] Tensor positive, [Shape(8)] Tensor negative) =>
        TripletMargin(Dense(anchor, 8), positive, negative);
}

[Network]
public partial class BadTripletMarginSize
{
    [Objective] private Tensor Loss([Shape(8)] Tensor anchor, [Shape(8)] Tensor positive, [Shape(8)] Tensor negative) =>
        TripletMargin(anchor, positive, negative, margin: -1);
//                                                        ^^ CN1005: 'margin' of TripletMargin is -1, but it must be a finite number above 0
}

[Network]
public partial class GoodTripletMarginSize
{
    [Objective] private Tensor Loss([Shape(8)] Tensor anchor, [Shape(8)] Tensor positive, [Shape(8)] Tensor negative) =>
        TripletMargin(Dense(anchor, 8), positive, negative, margin: 2);
}

[Network]
public partial class BadCTC
{
    [Objective] private Tensor Loss([Shape(100, 40)] Tensor sound, [Shape(20)] Tokens text, [Shape] Tokens length) =>
        CTC(Dense(sound, 29)[0], text, length);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1006: CTC needs logits of (steps,classes), but it gets (29), which the slice on line 83
//          made from (100,29). Dense makes them of each step.
}

[Network]
public partial class GoodCTC
{
    [Objective] private Tensor Loss([Shape(100, 40)] Tensor sound, [Shape(20)] Tokens text, [Shape] Tokens length) =>
        CTC(Dense(sound, 29), text, length);
}

[Network]
public partial class BadCTCBlank
{
    [Objective] private Tensor Loss([Shape(100, 40)] Tensor sound, [Shape(20)] Tokens text, [Shape] Tokens length) =>
        CTC(Dense(sound, 29), text, length, blank: 29);
//                                                 ^^ CN1005: 'blank' of CTC is 29, but it must be one of the 29 classes, from 0
}

[Network]
public partial class GoodCTCBlank
{
    [Objective] private Tensor Loss([Shape(100, 40)] Tensor sound, [Shape(20)] Tokens text, [Shape] Tokens length) =>
        CTC(Dense(sound, 29), text, length, blank: 28);
}

// A penalty on a part that this objective does not call.
[Network]
public partial class BadL1Penalty
{
    [Dense(8), ReLU] private partial Tensor Body(Tensor x);
    [Dense(8)] private partial Tensor Head(Tensor x);
    [Forward] private Tensor Scores([Shape(4)] Tensor x) => Head(Body(x));
    [Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape(8)] Tensor y) =>
        MeanSquaredError(Body(x), y) + 0.01f * L1Penalty(nameof(Head));
//                                                       ^^^^^^^^^^^^ CN1018: L1Penalty: 'Head' has no parameters in this entry point, which
//          has those of Body: name one of these, or call 'Head' here
}

[Network]
public partial class GoodL1Penalty
{
    [Dense(8), ReLU] private partial Tensor Body(Tensor x);
    [Dense(8)] private partial Tensor Head(Tensor x);
    [Forward] private Tensor Scores([Shape(4)] Tensor x) => Head(Body(x));
    [Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape(8)] Tensor y) =>
        MeanSquaredError(Head(Body(x)), y) + 0.01f * L1Penalty(nameof(Head));
}

[Network]
public partial class BadL2Penalty
{
    [Dense(8)] private partial Tensor Body(Tensor x);
    [Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape(8)] Tensor y) => MeanSquaredError(Body(x), y) + L2Penalty("body");
//                                                                                                                        ^^^^^^ CN1018: L2Penalty: 'body' has no parameters in this entry point, which has those of Body: name one of these, or call 'body' here
}

[Network]
public partial class GoodL2Penalty
{
    [Dense(8)] private partial Tensor Body(Tensor x);
    [Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape(8)] Tensor y) => MeanSquaredError(Body(x), y) + L2Penalty("Body");
}

// The loss of a sample is one number, not one for each of its values.
[Network]
public partial class BadOneNumber
{
    [Objective] private Tensor Loss([Shape(8)] Tensor x, [Shape(8)] Tensor y) => Square(x - y);
//                                                                               ^^^^^^^^^^^^^ CN1010: The objective 'Loss' must return one
//          number per sample, (), but it returns (8), the shape of 'x'. Take the Mean or the Sum over its axes, or return a loss.
}

[Network]
public partial class GoodOneNumber
{
    [Objective] private Tensor Loss([Shape(8)] Tensor x, [Shape(8)] Tensor y) => Mean(Square(Dense(x, 8) - y));
}
