using System.Collections.Immutable;

namespace CompiledNets.Tests.Training;

/// <summary>A handwritten network, plain loops and all: x -> dense -> ReLU -> dense, with softmax cross-entropy over
/// classes or the mean squared error of values. In training it drops a hidden unit that the counter chooses, and counts
/// the samples it saw as its state, so that tests notice when counter or state are lost.</summary>
internal sealed class DenseChain : INetwork
{
    private readonly int inputs, hidden, outputs;
    private readonly bool classifies;

    public DenseChain(int inputs, int hidden, int outputs, bool classifies, ulong seed = 1, string[]? objectives = null, string[]? forwards = null)
    {
        (this.inputs, this.hidden, this.outputs, this.classifies) = (inputs, hidden, outputs, classifies);
        var slots = ImmutableArray.CreateBuilder<TensorSlot>();
        int offset = 0;
        Add("hidden.weight", hidden, inputs);
        Add("hidden.bias", hidden);
        Add("head.weight", outputs, hidden);
        Add("head.bias", outputs);
        slots.Add(new TensorSlot("seen", [1], 0, SlotRole.State, Initializer.Zeros, 1, 1));
        Core = new NetworkCore(new NetworkLayout("DenseChain", slots.ToImmutable()), seed);
        Numbers.Uniform((int)seed, offset, -0.5f, 0.5f).CopyTo(Core.WriteParameters());

        var input = new EntryColumn("x", ColumnKind.Tensor, [inputs]);
        EntryColumn target = classifies
            ? new EntryColumn("label", ColumnKind.Tokens, [])
            : new EntryColumn("y", ColumnKind.Tensor, [outputs]);
        AllObjectives = [.. (objectives ?? ["Loss"]).Select(name => new ChainObjective(this, name, [input, target]))];
        AllForwards = [.. (forwards ?? ["Predict"]).Select(name => new ChainForward(this, name, [input], [new("result", ColumnKind.Tensor, [outputs])]))];

        void Add(string name, params int[] shape)
        {
            slots.Add(new TensorSlot(name, [.. shape], offset, SlotRole.Parameter, Initializer.Zeros, 1, 1));
            offset += slots[^1].Length;
        }
    }

    public NetworkCore Core { get; }

    public IReadOnlyList<Objective> AllObjectives { get; }

    public IReadOnlyList<ForwardEntry> AllForwards { get; }

    /// <summary>Called at each gradient call, with the number of calls so far.</summary>
    public Action<ulong>? OnGradients { get; set; }

    private void Forward(ReadOnlySpan<float> x, Span<float> h, Span<float> result, int dropped)
    {
        Layer(x, h, slot: 0);
        for (int i = 0; i < hidden; i++)
        {
            h[i] = i == dropped ? 0 : Math.Max(h[i], 0);
        }

        Layer(h, result, slot: 2);
    }

    private void Layer(ReadOnlySpan<float> x, Span<float> result, int slot)
    {
        ReadOnlySpan<float> weight = Core.Slot(Core.Layout.Slots[slot]), bias = Core.Slot(Core.Layout.Slots[slot + 1]);
        for (int o = 0; o < result.Length; o++)
        {
            float sum = bias[o];
            for (int i = 0; i < x.Length; i++)
            {
                sum += weight[o * x.Length + i] * x[i];
            }

            result[o] = sum;
        }
    }

    /// <summary>One sample's loss; turns the result into the loss's gradient by it.</summary>
    private float Loss(Span<float> result, BatchColumns batch, int sample)
    {
        float loss = 0;
        if (!classifies)
        {
            for (int o = 0; o < outputs; o++)
            {
                float difference = result[o] - batch.Floats(1)[sample * outputs + o];
                loss += difference * difference / outputs;
                result[o] = 2 * difference / outputs;
            }

            return loss;
        }

        float sum = 0, greatest = float.NegativeInfinity;
        foreach (float logit in result)
        {
            greatest = Math.Max(greatest, logit);
        }

        int label = batch.Tokens(1)[sample];
        float right = result[label];
        foreach (ref float logit in result)
        {
            logit = MathF.Exp(logit - greatest);
            sum += logit;
        }

        foreach (ref float share in result)
        {
            share /= sum;
        }

        result[label] -= 1;
        return MathF.Log(sum) + greatest - right;
    }

    private float Run(BatchColumns batch, bool trains)
    {
        int dropped = trains ? (int)(Core.Counter % 5) : -1;
        Span<float> h = stackalloc float[hidden], result = stackalloc float[outputs];
        float loss = 0;
        for (int n = 0; n < batch.Count; n++)
        {
            ReadOnlySpan<float> x = batch.Floats(0).Slice(n * inputs, inputs);
            Forward(x, h, result, dropped);
            loss += Loss(result, batch, n) / batch.Count;
            if (trains)
            {
                Backward(x, h, result, 1f / batch.Count);
            }
        }

        return loss;
    }

    private void Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> h, ReadOnlySpan<float> dResult, float scale)
    {
        Span<float> gradients = Core.WritableGradients;
        ReadOnlySpan<float> head = Core.Slot(Core.Layout.Slots[2]);
        int headAt = Core.Layout.Slots[2].Offset, headBiasAt = Core.Layout.Slots[3].Offset, biasAt = Core.Layout.Slots[1].Offset;
        for (int j = 0; j < hidden; j++)
        {
            float dHidden = 0;
            for (int o = 0; o < outputs; o++)
            {
                gradients[headAt + o * hidden + j] += scale * dResult[o] * h[j];
                dHidden += head[o * hidden + j] * dResult[o];
            }

            dHidden = h[j] > 0 ? dHidden : 0;
            gradients[biasAt + j] += scale * dHidden;
            for (int i = 0; i < inputs; i++)
            {
                gradients[j * inputs + i] += scale * dHidden * x[i];
            }
        }

        for (int o = 0; o < outputs; o++)
        {
            gradients[headBiasAt + o] += scale * dResult[o];
        }
    }

    private sealed class ChainObjective(DenseChain chain, string name, ImmutableArray<EntryColumn> inputs) : Objective(chain, name, inputs)
    {
        private static readonly int[] AllSlots = [0, 1, 2, 3];

        public override float Evaluate(BatchColumns batch) => chain.Run(batch, trains: false);

        public override float Gradients(BatchColumns batch)
        {
            chain.Core.Counter++;
            chain.OnGradients?.Invoke(chain.Core.Counter);
            float loss = chain.Run(batch, trains: true);
            chain.Core.WritableState[0] += batch.Count;
            chain.Core.MarkTrained(AllSlots);
            return loss;
        }
    }

    private sealed class ChainForward(
        DenseChain chain, string name, ImmutableArray<EntryColumn> inputs, ImmutableArray<EntryColumn> outputs)
        : ForwardEntry(chain, name, inputs, outputs)
    {
        public override void Run(BatchColumns batch, Span<float> outputs)
        {
            Span<float> h = stackalloc float[chain.hidden];
            for (int n = 0; n < batch.Count; n++)
            {
                ReadOnlySpan<float> x = batch.Floats(0).Slice(n * chain.inputs, chain.inputs);
                chain.Forward(x, h, outputs.Slice(n * chain.outputs, chain.outputs), dropped: -1);
            }
        }
    }
}
