namespace CompiledNets;

/// <summary>Gated recurrent units over a sequence: at each step <c>r = σ(W_ir·x + b_ir + W_hr·h + b_hr)</c>, z likewise,
/// <c>n = tanh(W_in·x + b_in + r·(W_hn·h + b_hn))</c> and <c>h' = (1 − z)·n + z·h</c>.</summary>
/// <remarks>
/// <para>Every step comes out, (steps, features) to (steps, units); <c>x[^1]</c> is the last. Cho et al. 2014; PyTorch's <c>GRU</c>.</para>
/// <para>Parameters of layer 0: weight_ih_l0 (3·units, features), weight_hh_l0 (3·units, units), bias_ih_l0 and bias_hh_l0
/// (3·units), gates in the order r, z, n; of the next, _l1; of the other direction, _l0_reverse.</para>
/// </remarks>
/// <param name="units">Values of the hidden state, at least 1.</param>
public sealed class GRUAttribute(int units) : LayerAttribute
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

    /// <summary>How the weights start; by default uniform on ±1/√units, as PyTorch's.</summary>
    public Initializer Initializer { get; set; }
}

public static partial class Ops
{
    /// <inheritdoc cref="GRUAttribute"/>
    /// <param name="x">(steps, features).</param>
    /// <param name="units">Values of the hidden state, at least 1.</param>
    /// <param name="layers">Layers on top of each other: each reads the states of the one before.</param>
    /// <param name="bidirectional">Whether a second set of weights reads from the last step to the first; its states follow the others'
    /// on the last axis, (steps, 2·units).</param>
    /// <param name="dropout">In training, the share of what a layer gives the next that is dropped, from 0 to below 1.</param>
    /// <param name="bias">Whether to add biases.</param>
    /// <param name="initializer">How the weights start; by default uniform on ±1/√units, as PyTorch's.</param>
    /// <param name="name">The prefix of its parameters in files, instead of the path that leads here.</param>
    public static Tensor GRU(
        Tensor x,
        int units,
        int layers = 1,
        bool bidirectional = false,
        double dropout = 0,
        bool bias = true,
        Initializer initializer = Initializer.Default,
        string? name = null) =>
        throw Description.Only;

    /// <summary>The same from a given state, with the state after the last step: <c>var (y, h) = GRU(x, 128, h)</c>.</summary>
    /// <inheritdoc cref="GRUAttribute"/>
    /// <param name="x">(steps, features).</param>
    /// <param name="units">Values of the hidden state, at least 1.</param>
    /// <param name="h">The hidden state before the first step: (units) for a single layer and direction, else a row for each as in
    /// PyTorch, (layers, units) or (2·layers, units), a layer's forward row first. A number fills all of it.</param>
    /// <param name="layers">Layers on top of each other: each reads the states of the one before.</param>
    /// <param name="bidirectional">Whether a second set of weights reads from the last step to the first; its states follow the others'
    /// on the last axis, (steps, 2·units).</param>
    /// <param name="dropout">In training, the share of what a layer gives the next that is dropped, from 0 to below 1.</param>
    /// <param name="bias">Whether to add biases.</param>
    /// <param name="initializer">How the weights start; by default uniform on ±1/√units, as PyTorch's.</param>
    /// <param name="name">The prefix of its parameters in files, instead of the path that leads here.</param>
    /// <returns>Every step, and h after the last, of the given state's shape.</returns>
    public static (Tensor Y, Tensor H) GRU(
        Tensor x,
        int units,
        Tensor h,
        int layers = 1,
        bool bidirectional = false,
        double dropout = 0,
        bool bias = true,
        Initializer initializer = Initializer.Default,
        string? name = null) =>
        throw Description.Only;
}
