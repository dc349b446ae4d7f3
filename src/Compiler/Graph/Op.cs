using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Graphs;

/// <summary>How a kernel treats what its output held before.</summary>
internal enum OutputMode
{
    Overwrites,

    /// <summary>Adds to it; the emitter clears it first where the old values are not wanted.</summary>
    Accumulates,
}

/// <summary>Where a node's samples meet.</summary>
internal enum Traversal
{
    /// <summary>Each sample by itself: any range of samples can be computed alone.</summary>
    Samples,

    /// <summary>The whole batch at once: sums over samples, batch statistics.</summary>
    Whole,
}

/// <summary>What a node computes. Immutable and compared by value: two nodes of equal ops over the same inputs are one.</summary>
internal abstract record Op
{
    /// <summary>The field's name for it, as it stands in messages and tables.</summary>
    public abstract string Name { get; }

    /// <summary>The type of the result. Whoever adds the node has checked the inputs: a mismatch here is a bug of ours.</summary>
    public abstract TensorType Infer(IReadOnlyList<Node> inputs);

    /// <summary>Adds to <paramref name="gradients"/> what flows from the gradient <paramref name="dOutput"/> of
    /// <paramref name="node"/> to its inputs. The default: nothing flows.</summary>
    public virtual void Differentiate(Node node, Node dOutput, Gradients gradients)
    {
    }

    /// <summary>Whether equal nodes may be merged.</summary>
    public virtual bool IsPure => !IsEffect;

    /// <summary>Whether the node is run for what it writes, not for its value.</summary>
    public virtual bool IsEffect => false;

    /// <summary>Whether the kernel changes this input in place: running statistics.</summary>
    public virtual bool Writes(int input) => false;

    /// <summary>For an int input: how many values it may take, from 0; null if every int is good.</summary>
    public virtual int? TokenLimit(Node node, int input) => null;

    public virtual Traversal Traversal => Traversal.Samples;

    /// <summary>Whether the result is a sum over samples of what comes of each: the results of two halves of a batch, added, are that of the batch.</summary>
    public virtual bool SumsSamples => false;

    public virtual OutputMode Output => OutputMode.Overwrites;

    /// <summary>Floating-point operations for one sample (for one call, where nothing is batched).</summary>
    public virtual long Flops(Node node) => node.Type.Size;

    /// <summary>The form of <paramref name="node"/> that reads one of its stored inputs as prepared beforehand; null if there is none.</summary>
    public virtual Prepared? Prepare(Node node) => null;

    /// <summary>The shape of a bias that the kernel can add to its result (and then apply ReLU), see <see cref="KernelText.Bias"/>;
    /// null if it cannot.</summary>
    public virtual Shape? BiasShape(Node node) => null;

    /// <summary>Whether the kernel can add a value as large as its result, after a bias and before ReLU, see <see cref="KernelText.Residual"/>.</summary>
    public virtual bool AddsResidual => false;

    /// <summary>How many samples the kernel wants at hand where the batch has them, because it goes through its weights once for all.</summary>
    public virtual int SamplesTogether => 1;

    /// <summary>Writes the call of the op's kernel. Elementwise ops are written by the loop that they are fused into instead.</summary>
    public virtual void EmitKernel(KernelText kernel, Node node) =>
        throw new InvalidOperationException($"{Name} has no kernel of its own.");

    /// <summary>Writes the op's kernels for an accelerator. Elementwise ops are written by the chain that they are fused into instead.</summary>
    public virtual void EmitDevice(DeviceKernel kernel, Node node) =>
        throw new InvalidOperationException($"{Name} has no kernel for accelerators.");

    /// <summary>The op's mathematics over named operands, for the comment above its code.</summary>
    public virtual string Formula(IReadOnlyList<string> operands) => $"{Name.ToLowerInvariant()}({string.Join(", ", operands)})";
}

/// <summary>An op whose value at one index depends only on its inputs there, after broadcasting.</summary>
internal abstract record ElementwiseOp : Op
{
    /// <summary>The C# expression over <c>Vector&lt;float&gt;</c> operands.</summary>
    public abstract string Vector(IReadOnlyList<string> operands);

    /// <summary>The kernel that computes the op alone, of a count, the operands and the result, in wider registers than loops have; null
    /// where a loop is as good.</summary>
    public virtual string? Kernel => null;

    /// <summary>The value over operands that the source decides, in double; null where that is left to run time.</summary>
    public virtual double? Fold(IReadOnlyList<double> operands) => null;

    public override TensorType Infer(IReadOnlyList<Node> inputs)
    {
        Shape shape = inputs[0].Shape;
        bool batched = inputs[0].Batched;
        for (int index = 1; index < inputs.Count; index++)
        {
            shape = Shape.Broadcast(shape, inputs[index].Shape)
                ?? throw new InvalidOperationException($"{Name} of {shape} and {inputs[index].Shape}.");
            batched |= inputs[index].Batched;
        }

        return new TensorType(shape, batched);
    }
}

/// <summary>An op without computation: a value that is there when the entry point is called, or another view of one.</summary>
internal abstract record SourceOp : Op
{
    public sealed override long Flops(Node node) => 0;
}
