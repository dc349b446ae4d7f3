namespace CompiledNets;

/// <summary>A simple recurrent layer over a sequence: at each step <c>h' = tanh(W_ih·x + b_ih + W_hh·h + b_hh)</c>, or with ReLU for
/// tanh.</summary>
/// <remarks>
/// <para>Every step comes out, (steps, features) to (steps, units); <c>x[^1]</c> is the last. Elman 1990; PyTorch's <c>RNN</c>.</para>
/// <para>Parameters of layer 0: weight_ih_l0 (units, features), weight_hh_l0 (units, units), bias_ih_l0 and bias_hh_l0
/// (units); of the next, _l1; of the other direction, _l0_reverse.</para>
/// </remarks>
/// <param name="units">Values of the hidden state, at least 1.</param>
public sealed class RNNAttribute(int units) : LayerAttribute
{
    /// <summary>Values of the hidden state.</summary>
    public int Units { get; } = units;

    /// <summary>Layers on top of each other: each reads the states of the one before.</summary>
    public int Layers { get; set; } = 1;

    /// <summary>Whether a second set of weights reads from the last step to the first; its states follow the others' on the last
    /// axis, (steps, 2·units).</summary>
    public bool Bidirectional { get; set; }

    /// <summary>In training, the share of what a layer gives the next that is dropped, from 0 to below 1.</summary>
    public double Dropout { get; set; }

    /// <summary>Whether to add biases.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>What makes a state of the sum.</summary>
    public Activation Activation { get; set; }

    /// <summary>How the weights start; by default uniform on ±1/√units, as PyTorch's.</summary>
    public Initializer Initializer { get; set; }
}

public static partial class Ops
{
    /// <inheritdoc cref="RNNAttribute"/>
    /// <param name="x">(steps, features).</param>
    /// <param name="units">Values of the hidden state, at least 1.</param>
    /// <param name="layers">Layers on top of each other: each reads the states of the one before.</param>
    /// <param name="bidirectional">Whether a second set of weights reads from the last step to the first; its states follow the others'
    /// on the last axis, (steps, 2·units).</param>
    /// <param name="dropout">In training, the share of what a layer gives the next that is dropped, from 0 to below 1.</param>
    /// <param name="bias">Whether to add biases.</param>
    /// <param name="activation">What makes a state of the sum.</param>
    /// <param name="initializer">How the weights start; by default uniform on ±1/√units, as PyTorch's.</param>
    /// <param name="name">The prefix of its parameters in files, instead of the path that leads here.</param>
    public static Tensor RNN(
        Tensor x,
        int units,
        int layers = 1,
        bool bidirectional = false,
        double dropout = 0,
        bool bias = true,
        Activation activation = Activation.Tanh,
        Initializer initializer = Initializer.Default,
        string? name = null) =>
        throw Description.Only;

    /// <summary>The same from a given state, with the state after the last step: <c>var (y, h) = RNN(x, 128, h)</c>.</summary>
    /// <inheritdoc cref="RNNAttribute"/>
    /// <param name="x">(steps, features).</param>
    /// <param name="units">Values of the hidden state, at least 1.</param>
    /// <param name="h">The hidden state before the first step: (units) for a single layer and direction, else a row for each as in
    /// PyTorch, (layers, units) or (2·layers, units), a layer's forward row first. A number fills all of it.</param>
    /// <param name="layers">Layers on top of each other: each reads the states of the one before.</param>
    /// <param name="bidirectional">Whether a second set of weights reads from the last step to the first; its states follow the others'
    /// on the last axis, (steps, 2·units).</param>
    /// <param name="dropout">In training, the share of what a layer gives the next that is dropped, from 0 to below 1.</param>
    /// <param name="bias">Whether to add biases.</param>
    /// <param name="activation">What makes a state of the sum.</param>
    /// <param name="initializer">How the weights start; by default uniform on ±1/√units, as PyTorch's.</param>
    /// <param name="name">The prefix of its parameters in files, instead of the path that leads here.</param>
    /// <returns>Every step, and h after the last, of the given state's shape.</returns>
    public static (Tensor Y, Tensor H) RNN(
        Tensor x,
        int units,
        Tensor h,
        int layers = 1,
        bool bidirectional = false,
        double dropout = 0,
        bool bias = true,
        Activation activation = Activation.Tanh,
        Initializer initializer = Initializer.Default,
        string? name = null) =>
        throw Description.Only;
}
