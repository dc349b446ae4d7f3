// Sequences are (steps,width), and the heads share the width.
using CompiledNets;
using static CompiledNets.Ops;

namespace Corpus.Attentions;

// Each head takes an equal part of the width.
[Network]
public partial class BadSelfAttention
{
    [Forward] private Tensor Out([Shape(16, 100)] Tensor x) => SelfAttention(x, 8);
//                                                                              ^ CN1005: 'heads' of SelfAttention is 8, but it must be a
//          divisor of the width 100: 5 or 10 is nearest
}

[Network]
public partial class GoodSelfAttention
{
    [Forward] private Tensor Out([Shape(16, 100)] Tensor x) => SelfAttention(x, 4);
}

[Network]
public partial class BadSelfAttentionRank
{
    [Forward] private Tensor Out([Shape(64)] Tensor x) => SelfAttention(x, 8);
//                                                        ^^^^^^^^^^^^^^^^^^^ CN1006: SelfAttention needs a sequence, (steps,width), but it
//          gets 'x' (64). A sequence has its steps first and each step's features last.
}

[Network]
public partial class GoodSelfAttentionRank
{
    [Forward] private Tensor Out([Shape(64)] Tensor x) => SelfAttention(Reshape(x, 8, 8), 8);
}

// A mask says which keys count, to all queries alike.
[Network]
public partial class BadSelfAttentionMask
{
    [Forward] private Tensor Out([Shape(16, 64)] Tensor x, [Shape(16, 16)] Tensor mask) => SelfAttention(x, mask, 8);
//                                                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ CN1006: SelfAttention
//          needs a mask of one axis, (keys), but it gets 'mask' (16,16). The mask says 1 or 0 of each key, for all queries alike.
}

[Network]
public partial class GoodSelfAttentionMask
{
    [Forward] private Tensor Out([Shape(16, 64)] Tensor x, [Shape(16)] Tensor mask) => SelfAttention(x, mask, 8);
}

// Queries and memory must be of one width.
[Network]
public partial class BadMultiHeadAttention
{
    [Forward] private Tensor Out([Shape(16, 64)] Tensor query, [Shape(20, 48)] Tensor memory) => MultiHeadAttention(query, memory, 8);
//                                                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1015: MultiHeadAttention: the 64 features of the query and the 48 of the memory must be equal: 'query' comes in as (16,64), but 'memory' comes in as (20,48). Give all the same width, with Dense.
}

[Network]
public partial class GoodMultiHeadAttention
{
    [Forward] private Tensor Out([Shape(16, 64)] Tensor query, [Shape(20, 48)] Tensor memory) =>
        MultiHeadAttention(query, Dense(memory, 64), 8);
}

[Network]
public partial class BadAttention
{
    [Forward] private Tensor Out([Shape(16, 64)] Tensor query, [Shape(20, 32)] Tensor key, [Shape(20, 64)] Tensor value) =>
        Attention(query, key, value, 4);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1015: Attention: the 64 features of the query and the 32 of the key must be equal: 'query' comes
//          in as (16,64), but 'key' comes in as (20,32). Give all the same width, with Dense.
}

[Network]
public partial class GoodAttention
{
    [Forward] private Tensor Out([Shape(16, 64)] Tensor query, [Shape(20, 64)] Tensor key, [Shape(20, 64)] Tensor value) =>
        Attention(query, key, value, 4);
}

// Each key has its value.
[Network]
public partial class BadAttentionValues
{
    [Forward] private Tensor Out([Shape(16, 64)] Tensor query, [Shape(20, 64)] Tensor key, [Shape(18, 64)] Tensor value) =>
        Attention(query, key, value, 4);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1015: Attention: the 20 steps of the key and the 18 of the value must be equal: 'key' comes in as
//          (20,64), but 'value' comes in as (18,64). Every key has one value.
}

[Network]
public partial class GoodAttentionValues
{
    [Forward] private Tensor Out([Shape(16, 64)] Tensor query, [Shape(20, 64)] Tensor key, [Shape(20, 64)] Tensor value) =>
        Attention(query, key, value, 4);
}

// Positions turn pairs of values in each head.
[Network]
public partial class BadRotary
{
    [Forward] private Tensor Out([Shape(16, 12)] Tensor query) => Rotary(query, 4);
//                                                                              ^ CN1005: 'heads' of Rotary is 4, but it must be a divisor
//          of 6, so that each head has an even part of the width 12: 3 or 6 is nearest
}

[Network]
public partial class GoodRotary
{
    [Forward] private Tensor Out([Shape(16, 12)] Tensor query) => Rotary(query, 3);
}

[Network]
public partial class BadSinusoidal
{
    [Forward] private Tensor Out([Shape(64)] Tensor x) => Sinusoidal(x);
//                                                        ^^^^^^^^^^^^^ CN1006: Sinusoidal needs a sequence, (steps,width), but it gets 'x'
//          (64). A sequence has its steps first and each step's features last.
}

[Network]
public partial class GoodSinusoidal
{
    [Forward] private Tensor Out([Shape(10, 64)] Tensor x) => Sinusoidal(x);
}

// A step looks at a cache, whose rows hold a key and a value.
[Network]
public partial class BadCachedAttention
{
    [Forward] private Tensor Out([Shape(64)] Tensor x, [Shape] Tokens position, [Shape(16, 64)] ref Tensor cache)
    {
        (x, cache) = SelfAttention(x, cache, position, 8);
//                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1015: SelfAttention: the 128 values of a key and a value and the 64 of the
//          cache's rows must be equal: 'x' comes in as (64), but 'cache' comes in as (16,64). A cache of steps of width 64 is
//          (layers,context,128).
        return x;
    }
}

[Network]
public partial class GoodCachedAttention
{
    [Forward] private Tensor Out([Shape(64)] Tensor x, [Shape] Tokens position, [Shape(16, 128)] ref Tensor cache)
    {
        (x, cache) = SelfAttention(x, cache, position, 8);
        return x;
    }
}

[Network]
public partial class BadCachedAttentionLayer
{
    [Forward] private Tensor Out([Shape(64)] Tensor q, [Shape(64)] Tensor k, [Shape] Tokens position, [Shape(2, 16, 128)] ref Tensor cache)
    {
        (var y, cache) = Attention(q, k, k, cache, position, 8, layer: 2);
//                                                                     ^ CN1005: 'layer' of Attention is 2, but it must be below 2, the
//          layers of 'cache' (2,16,128)
        return y;
    }
}

[Network]
public partial class GoodCachedAttentionLayer
{
    [Forward] private Tensor Out([Shape(64)] Tensor q, [Shape(64)] Tensor k, [Shape] Tokens position, [Shape(2, 16, 128)] ref Tensor cache)
    {
        (var y, cache) = Attention(q, k, k, cache, position, 8, layer: 1);
        return y;
    }
}
