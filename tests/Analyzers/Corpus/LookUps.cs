// Tokens are ints: what is looked up must be there.
using CompiledNets;
using static CompiledNets.Ops;

namespace Corpus.LookUps;

// A vocabulary without words.
[Network]
public partial class BadEmbedding
{
    [Forward] private Tensor Out([Shape(20)] Tokens words) => Embedding(words, 0, 64);
//                                                                             ^ CN1005: 'count' of Embedding is 0, but it must be at least
//          1
}

[Network]
public partial class GoodEmbedding
{
    [Forward] private Tensor Out([Shape(20)] Tokens words) => Embedding(words, 10_000, 64);
}

// More positions than the table has.
[Network]
public partial class BadEmbeddingPositions
{
    [Forward] private Tensor Out([Shape(20)] Tokens words) => Embedding(words, 10_000, 64) + Embedding(Arange(20), 16, 64);
//                                                                                                                 ^^ CN1005: 'count' of
//          Embedding is 16, but it must be at least 20, for the positions of Arange
}

[Network]
public partial class GoodEmbeddingPositions
{
    [Forward] private Tensor Out([Shape(20)] Tokens words) => Embedding(words, 10_000, 64) + Embedding(Arange(20), 20, 64);
}

[Network]
public partial class BadEmbeddingWidth
{
    [Forward] private Tensor Out([Shape(20)] Tokens words) => Embedding(words, 10_000, 64) + Embedding(Arange(20), 20, 32);
//                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1003: Cannot
//          add (20,64) and (20,32): Embedding on line 40 makes (20,64) from (20), but Embedding on line 40 makes (20,32) from (20). Give
//          both Embedding layers the same width.
}

[Network]
public partial class GoodEmbeddingWidth
{
    [Forward] private Tensor Out([Shape(20)] Tokens words) => Embedding(words, 10_000, 64) + Embedding(Arange(20), 20, 64);
}

[Network]
public partial class BadArange
{
    [Forward] private Tensor Out([Shape(20, 64)] Tensor x) => x + Embedding(Arange(0), 20, 64);
//                                                                                 ^ CN1005: 'count' of Arange is 0, but it must be at least
//          1
}

[Network]
public partial class GoodArange
{
    [Forward] private Tensor Out([Shape(20, 64)] Tensor x) => x + Embedding(Arange(20), 20, 64);
}

// The index has the axes before the last: one place in each row.
[Network]
public partial class BadGather
{
    [Forward] private Tensor Out([Shape(2, 3)] Tensor values, [Shape(3)] Tokens action) => Gather(values, action);
//                                                                                         ^^^^^^^^^^^^^^^^^^^^^^ CN1015: Gather: the axes
//          before the last, (2), and those of the index, (3), must be equal: 'values' comes in as (2,3), but 'action' comes in as (3). Give
//          the index the shape (2), or (2,2) to pick two of each row.
}

[Network]
public partial class GoodGather
{
    [Forward] private Tensor Out([Shape(2, 3)] Tensor values, [Shape(2)] Tokens action) => Gather(values, action);
}

[Network]
public partial class BadGatherPlace
{
    [Forward] private Tensor Out([Shape(4)] Tensor values) => Gather(values, Arange(5));
//                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^ CN1016: Index 4 of Arange is outside of the last
//          axis of 'values' (4). Its positions are 0 to 3.
}

[Network]
public partial class GoodGatherPlace
{
    [Forward] private Tensor Out([Shape(4)] Tensor values) => Gather(values, Arange(4));
}

[Network]
public partial class BadOneHot
{
    [Forward] private Tensor Out([Shape(3)] Tensor x) => OneHot(Arange(4), 3) * x;
//                                                                         ^ CN1005: 'classes' of OneHot is 3, but it must be at least 4,
//          for the positions of Arange
}

[Network]
public partial class GoodOneHot
{
    [Forward] private Tensor Out([Shape(3)] Tensor x) => OneHot(Arange(3), 3) * x;
}

[Network]
public partial class BadOneHotClasses
{
    [Forward] private Tensor Out([Shape] Tokens label) => OneHot(label, 0);
//                                                                      ^ CN1005: 'classes' of OneHot is 0, but it must be at least 1
}

[Network]
public partial class GoodOneHotClasses
{
    [Forward] private Tensor Out([Shape] Tokens label) => OneHot(label, 10);
}

[Network]
public partial class BadScatterAdd
{
    [Forward] private Tensor Out([Shape(6)] Tensor x, [Shape(5)] Tokens index) => ScatterAdd(x, index, 3);
//                                                                                ^^^^^^^^^^^^^^^^^^^^^^^ CN1015: ScatterAdd: the shape of
//          the values, (6), and that of the index, (5), must be equal: 'x' comes in as (6), but 'index' comes in as (5). Give each value an
//          index.
}

[Network]
public partial class GoodScatterAdd
{
    [Forward] private Tensor Out([Shape(6)] Tensor x, [Shape(6)] Tokens index) => ScatterAdd(x, index, 3);
}

[Network]
public partial class BadScatterAddCount
{
    [Forward] private Tensor Out([Shape(6)] Tensor x, [Shape(6)] Tokens index) => ScatterAdd(x, index, -3);
//                                                                                                     ^^ CN1005: 'count' of ScatterAdd is
//          -3, but it must be at least 1
}

[Network]
public partial class GoodScatterAddCount
{
    [Forward] private Tensor Out([Shape(6)] Tensor x, [Shape(6)] Tokens index) => ScatterAdd(x, index, 3);
}

// An edge has two ends.
[Network]
public partial class BadAggregate
{
    [Forward] private Tensor Out([Shape(5, 8)] Tensor nodes, [Shape(12)] Tokens source, [Shape(10)] Tokens target) =>
        Aggregate(nodes, source, target);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1015: Aggregate: the sources (12) and the targets (10) must be equal: 'source' comes in as (12),
//          but 'target' comes in as (10). Give both the shape (edges): one source and one target for each edge.
}

[Network]
public partial class GoodAggregate
{
    [Forward] private Tensor Out([Shape(5, 8)] Tensor nodes, [Shape(12)] Tokens source, [Shape(12)] Tokens target) =>
        Aggregate(nodes, source, target);
}

// A weight for each edge, not for each node.
[Network]
public partial class BadAggregateWeights
{
    [Forward] private Tensor Out([Shape(5, 8)] Tensor nodes, [Shape(12)] Tokens source, [Shape(12)] Tokens target, [Shape(5)] Tensor weights) =>
        Aggregate(nodes, source, target, weights);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1015: Aggregate: the weights (5) and the edges (12) must be equal: 'weights' comes in as
//          (5), but 'source' comes in as (12). Give each edge one weight, (12), or one for each part of its node, (12,8).
}

[Network]
public partial class GoodAggregateWeights
{
    [Forward] private Tensor Out([Shape(5, 8)] Tensor nodes, [Shape(12)] Tokens source, [Shape(12)] Tokens target, [Shape(12)] Tensor weights) =>
        Aggregate(nodes, source, target, weights);
}

[Network]
public partial class BadTake
{
    [Forward] private Tensor Out([Shape(5, 8)] Tensor nodes) => Take(nodes, Arange(6));
//                                                              ^^^^^^^^^^^^^^^^^^^^^^ CN1016: Index 5 of Arange is outside of the rows of
//          'nodes' (5,8). They are 0 to 4.
}

[Network]
public partial class GoodTake
{
    [Forward] private Tensor Out([Shape(5, 8)] Tensor nodes) => Take(nodes, Arange(3));
}

// Each row is in one segment.
[Network]
public partial class BadSegmentSum
{
    [Forward] private Tensor Out([Shape(12, 8)] Tensor messages, [Shape(10)] Tokens target) =>
        SegmentSum(messages, target, 5);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1015: SegmentSum: the rows (12) and their segments (10) must be equal: 'messages' comes in as
//          (12,8), but 'target' comes in as (10). Give each row the number of its segment.
}

[Network]
public partial class GoodSegmentSum
{
    [Forward] private Tensor Out([Shape(12, 8)] Tensor messages, [Shape(12)] Tokens target) => SegmentSum(messages, target, 5);
}

[Network]
public partial class BadSegmentSoftmax
{
    [Forward] private Tensor Out([Shape(12)] Tensor scores, [Shape(12)] Tokens target) => SegmentSoftmax(scores, target, 0);
//                                                                                                                       ^ CN1005: 'count'
//          of SegmentSoftmax is 0, but it must be at least 1
}

[Network]
public partial class GoodSegmentSoftmax
{
    [Forward] private Tensor Out([Shape(12)] Tensor scores, [Shape(12)] Tokens target) => SegmentSoftmax(scores, target, 5);
}

[Network]
public partial class BadArgMax
{
    [Forward] private Tokens Out([Shape(4)] Tensor x) => ArgMax(x, axis: 1);
//                                                                       ^ CN1012: ArgMax finds no axis 1 in 'x' (4): its only axis is 0 (or
//          -1); the batch is not counted
}

[Network]
public partial class GoodArgMax
{
    [Forward] private Tokens Out([Shape(4)] Tensor x) => ArgMax(x, axis: 0);
}

// More than there are.
[Network]
public partial class BadTopK
{
    [Forward] private Tensor Out([Shape(5)] Tensor x)
{
        var (best, _) = TopK(x, 6);
//                              ^ CN1005: 'count' of TopK is 6, but it must be at most 5, the extent of the last axis of 'x' (5)
        return best;
    }
}

[Network]
public partial class GoodTopK
{
    [Forward] private Tensor Out([Shape(5)] Tensor x)
{
        var (best, _) = TopK(x, 3);
        return best;
    }
}
