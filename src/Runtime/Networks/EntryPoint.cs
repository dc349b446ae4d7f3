using System.Collections.Immutable;
using System.ComponentModel;

namespace CompiledNets;

/// <summary>What a column of data holds: floats, or ints that stand for classes or words.</summary>
public enum ColumnKind
{
    /// <summary><c>float</c> values, a <c>Tensor</c> in network code.</summary>
    Tensor,

    /// <summary><c>int</c> values, <c>Tokens</c> in network code.</summary>
    Tokens,

    /// <summary>One <c>float</c> for the whole batch, given at run time: no column of data. <see cref="BatchColumns.Floats"/> returns it.</summary>
    Scalar,
}

/// <summary>An input or output of an entry point.</summary>
/// <param name="Name">The describing method's parameter name, or the output's tuple element name.</param>
/// <param name="Kind">Floats or ints.</param>
/// <param name="Shape">The shape of one sample, <c>[]</c> for one value.</param>
public sealed record EntryColumn(string Name, ColumnKind Kind, ImmutableArray<int> Shape)
{
    /// <summary>Values per sample.</summary>
    public int Size { get; } = Shape.Aggregate(1, (product, extent) => checked(product * extent));

    /// <summary>As messages print it: <c>image: Tensor (1,28,28)</c>.</summary>
    public override string ToString() => $"{Name}: {Kind} {ShapeText.Of(Shape)}";
}

/// <summary>The values of one batch for one call: for each input of the entry point, in order, a run of floats or ints.</summary>
public abstract class BatchColumns
{
    /// <summary>Samples in the batch.</summary>
    public abstract int Count { get; }

    /// <summary>The float values of input number <paramref name="input"/>: <see cref="Count"/> samples, one after another.</summary>
    public abstract ReadOnlySpan<float> Floats(int input);

    /// <summary>The int values of input number <paramref name="input"/>: <see cref="Count"/> samples, one after another.</summary>
    public abstract ReadOnlySpan<int> Tokens(int input);

    /// <summary>Where an accelerator keeps the values of input number <paramref name="input"/>; <c>null</c> if none does, and the host has them.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual KeptColumn? Kept(int input) => null;
}

/// <summary>An entry point of a network instance, seen by those who do not know the class: what it takes, by name.</summary>
/// <param name="network">The instance.</param>
/// <param name="name">The describing method's name.</param>
/// <param name="inputs">Its inputs, in order.</param>
public abstract class EntryPoint(INetwork network, string name, ImmutableArray<EntryColumn> inputs)
{
    /// <summary>The network instance that it runs on.</summary>
    public INetwork Network { get; } = network;

    /// <summary>The describing method's name: <c>Predict</c>, <c>HeadLoss</c>.</summary>
    public string Name { get; } = name;

    /// <summary>What it takes, in order.</summary>
    public ImmutableArray<EntryColumn> Inputs { get; } = inputs;
}

/// <summary>An objective of a network instance: something to minimise.</summary>
public abstract class Objective(INetwork network, string name, ImmutableArray<EntryColumn> inputs)
    : EntryPoint(network, name, inputs)
{
    /// <summary>The batch mean of the objective, computed as in inference.</summary>
    public abstract float Evaluate(BatchColumns batch);

    /// <summary>The batch mean of the objective in training behaviour; adds its gradients to the network's.</summary>
    public abstract float Gradients(BatchColumns batch);

    /// <summary>Starts what <see cref="Gradients"/> does, where the network is on an accelerator: the loss waits there for
    /// <see cref="DeviceMemory.TakeLosses"/>.</summary>
    /// <param name="batch">The inputs.</param>
    /// <param name="place">The loss's number among those that wait, below <see cref="DeviceMemory.MostLosses"/>.</param>
    /// <returns>Whether it did; <c>false</c> of a network on the host, of which nothing was done.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual bool QueueGradients(BatchColumns batch, int place) => false;

    /// <summary>Starts what <see cref="Evaluate"/> does, as <see cref="QueueGradients"/> starts what <see cref="Gradients"/> does.</summary>
    /// <inheritdoc cref="QueueGradients"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual bool QueueEvaluation(BatchColumns batch, int place) => false;
}

/// <summary>A forward entry point of a network instance.</summary>
public abstract class ForwardEntry(
    INetwork network, string name, ImmutableArray<EntryColumn> inputs, ImmutableArray<EntryColumn> outputs)
    : EntryPoint(network, name, inputs)
{
    /// <summary>What it returns, in order.</summary>
    public ImmutableArray<EntryColumn> Outputs { get; } = outputs;

    /// <summary>Runs the entry point.</summary>
    /// <param name="batch">The inputs.</param>
    /// <param name="outputs">Room for all outputs one after another, each <c>batch.Count</c> times its
    /// <see cref="EntryColumn.Size"/>. Ints come as floats.</param>
    public abstract void Run(BatchColumns batch, Span<float> outputs);

    /// <summary>Whether there is code for <see cref="InputGradients"/>: whether the entry point says <c>[Explains]</c>.</summary>
    public virtual bool HasInputGradients => false;

    /// <summary>How a number that depends on the outputs changes with the float inputs, as in inference: the chain rule from
    /// its gradients by the outputs.</summary>
    /// <param name="batch">The inputs.</param>
    /// <param name="dOutputs">The gradients of the number by all outputs one after another, each <c>batch.Count</c> times its
    /// <see cref="EntryColumn.Size"/>. Those by outputs of ints are not read.</param>
    /// <param name="dInputs">Room for the gradients by all inputs of the kind <see cref="ColumnKind.Tensor"/> one after another,
    /// each <c>batch.Count</c> times its <see cref="EntryColumn.Size"/>.</param>
    /// <exception cref="NotSupportedException">The entry point does not say <c>[Explains]</c>.</exception>
    public virtual void InputGradients(BatchColumns batch, ReadOnlySpan<float> dOutputs, Span<float> dInputs) =>
        throw new NotSupportedException(
            $"{Network.Core.Layout.NetworkName}.{Name} was compiled without gradients by its inputs: write [Forward, Explains] on the method, "
            + "or [Network, Explains] on the class if the network is a chain.");
}
