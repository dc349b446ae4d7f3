// Sequences are (steps,features).
using CompiledNets;
using static CompiledNets.Ops;

namespace Corpus.Recurrent;

// One step is no sequence.
[Network]
public partial class BadLSTM
{
    [Forward] private Tensor Out([Shape(64)] Tensor word) => LSTM(word, 32);
//                                                           ^^^^^^^^^^^^^^ CN1006: LSTM needs steps and features, (steps,features), but it
//          gets 'word' (64). Embedding makes a sequence of Tokens, Reshape one of other values.
}

[Network]
public partial class GoodLSTM
{
    [Forward] private Tensor Out([Shape(64)] Tensor word) => LSTM(Reshape(word, 1, 64), 32);
}

[Network]
public partial class BadLSTMUnits
{
    [Forward] private Tensor Out([Shape(20, 64)] Tensor words) => LSTM(words, 0)[^1];
//                                                                            ^ CN1005: 'units' of LSTM is 0, but it must be at least 1
}

[Network]
public partial class GoodLSTMUnits
{
    [Forward] private Tensor Out([Shape(20, 64)] Tensor words) => LSTM(words, 32)[^1];
}

// Dropout acts between layers.
[Network]
public partial class BadLSTMDropout
{
    [Forward] private Tensor Out([Shape(20, 64)] Tensor words) => LSTM(words, 32, dropout: 0.2)[^1];
//                                                                                         ^^^ CN1005: 'dropout' of LSTM is 0.2, but it must
//          be 0 with a single layer: it drops what a layer gives the next
}

[Network]
public partial class GoodLSTMDropout
{
    [Forward] private Tensor Out([Shape(20, 64)] Tensor words) => LSTM(words, 32, layers: 2, dropout: 0.2)[^1];
}

// The state has as many values as the layer has units.
[Network]
public partial class BadLSTMState
{
    [Forward] private Tensor Out([Shape(20, 64)] Tensor words, [Shape(16)] Tensor h, [Shape(32)] Tensor c)
{
        var (y, _, _) = LSTM(words, 32, h, c);
//                      ^^^^^^^^^^^^^^^^^^^^^ CN1015: LSTM: the initial state, (16), and the state that it carries, (32), must be equal: 'h'
//          comes in as (16), but one layer of 32 units carries (32). Give it one value for each unit.
        return y;
    }
}

[Network]
public partial class GoodLSTMState
{
    [Forward] private Tensor Out([Shape(20, 64)] Tensor words, [Shape(32)] Tensor h, [Shape(32)] Tensor c)
{
        var (y, _, _) = LSTM(words, 32, h, c);
        return y;
    }
}

// Rows of an image as steps: the channel is in the way.
[Network]
public partial class BadGRU
{
    [Forward] private Tensor Out([Shape(1, 28, 28)] Tensor image) => GRU(image, 32);
//                                                                   ^^^^^^^^^^^^^^ CN1006: GRU needs steps and features, (steps,features),
//          but it gets 'image' (1,28,28). Embedding makes a sequence of Tokens, Reshape one of other values.
}

[Network]
public partial class GoodGRU
{
    [Forward] private Tensor Out([Shape(1, 28, 28)] Tensor image) => GRU(image[0], 32);
}

[Network]
public partial class BadGRULayers
{
    [Forward] private Tensor Out([Shape(20, 64)] Tensor words) => GRU(words, 32, layers: 0);
//                                                                                       ^ CN1005: 'layers' of GRU is 0, but it must be at
//          least 1
}

[Network]
public partial class GoodGRULayers
{
    [Forward] private Tensor Out([Shape(20, 64)] Tensor words) => GRU(words, 32, layers: 2);
}

// The last step is taken after reading, not before.
[Network]
public partial class BadRNN
{
    [Forward] private Tensor Out([Shape(20, 64)] Tensor words) => RNN(words[^1], 32);
//                                                                ^^^^^^^^^^^^^^^^^^ CN1006: RNN needs steps and features, (steps,features),
//          but it gets (64), which the slice on line 106 made from (20,64). Embedding makes a sequence of Tokens, Reshape one of other
//          values.
}

[Network]
public partial class GoodRNN
{
    [Forward] private Tensor Out([Shape(20, 64)] Tensor words) => RNN(words, 32)[^1];
}

// Both directions together have twice as many features.
[Network]
public partial class BadBothWays
{
    [Forward] private Tensor Out([Shape(20, 64)] Tensor words)
{
        var both = LSTM(words, 32, bidirectional: true);
        return both + LSTM(words, 32);
//             ^^^^^^^^^^^^^^^^^^^^^^ CN1003: Cannot add (20,64) and (20,32): LSTM on line 124 makes 'both' (20,64) from (20,64), but LSTM
//          on line 125 makes (20,32) from (20,64). Axes are matched from the last one and must be equal or 1: Reshape one of them, or
//          change the layer that made it.
    }
}

[Network]
public partial class GoodBothWays
{
    [Forward] private Tensor Out([Shape(20, 64)] Tensor words)
{
        var both = LSTM(words, 32, bidirectional: true);
        return both + LSTM(words, 64);
    }
}
