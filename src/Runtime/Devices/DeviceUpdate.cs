using System.ComponentModel;

namespace CompiledNets;

/// <summary>An optimiser's rule. The numbers that go with it are those of <see cref="DeviceUpdate.Numbers"/>, in this order.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum UpdateRuleKind
{
    /// <summary><see cref="CompiledNets.Sgd"/>: rate, momentum, decay, 1 for Nesterov's. A moment with momentum only.</summary>
    Sgd,

    /// <summary><see cref="CompiledNets.Adam"/> and <see cref="AdamW"/>: beta1, 1 - beta1, beta2, 1 - beta2, step size, correction of the
    /// root, epsilon, penalty, what decay keeps. Two moments.</summary>
    Adam,

    /// <summary><see cref="CompiledNets.Adamax"/>: beta1, 1 - beta1, beta2, step size, epsilon, decay. Two moments.</summary>
    Adamax,

    /// <summary><see cref="CompiledNets.NAdam"/>: beta1, 1 - beta1, beta2, 1 - beta2, gradient's step, mean's step, correction of the root,
    /// epsilon, decay. Two moments.</summary>
    NAdam,

    /// <summary><see cref="CompiledNets.RmsProp"/>: rate, alpha, 1 - alpha, epsilon, decay, momentum, 1 if centred. A moment, one more if
    /// centred, one more with momentum.</summary>
    RmsProp,

    /// <summary><see cref="CompiledNets.Adagrad"/>: rate, decay, start, epsilon. One moment.</summary>
    Adagrad,

    /// <summary><see cref="CompiledNets.Lion"/>: beta1, 1 - beta1, beta2, 1 - beta2, rate, what decay keeps. One moment.</summary>
    Lion,
}

/// <summary>A step of an optimiser over a range of parameters.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct DeviceUpdate
{
    /// <summary>The most numbers that a rule has.</summary>
    public const int MostNumbers = 9;

    /// <summary>The rule.</summary>
    public required UpdateRuleKind Kind { get; init; }

    /// <summary>Its numbers at this step: as many as its kind says.</summary>
    public required ReadOnlySpan<float> Numbers { get; init; }

    /// <summary>The first parameter, as the host counts: a slot begins there.</summary>
    public required int Start { get; init; }

    /// <summary>Parameters in all: whole slots.</summary>
    public required int Length { get; init; }

    /// <summary>What every gradient is multiplied by before the rule sees it.</summary>
    public required float GradientScale { get; init; }

    /// <summary>The first moment, if the rule has one.</summary>
    public BufferMirror? First { get; init; }

    /// <summary>The second moment, if the rule has two.</summary>
    public BufferMirror? Second { get; init; }

    /// <summary>The third moment, if the rule has three.</summary>
    public BufferMirror? Third { get; init; }
}
