using System.Numerics;
using System.Runtime.InteropServices;
using CompiledNets.Kernels;

namespace CompiledNets;

/// <summary>The arithmetic of an optimiser on one vector of parameters.</summary>
/// <remarks>Rules use + - * / and square roots, which IEEE 754 rounds in one way only, and no fused multiply-add: so a
/// parameter's new value depends neither on the processor nor on where vectors begin.</remarks>
internal interface IUpdateRule
{
    /// <summary>What it is called where another device applies it.</summary>
    UpdateRuleKind Kind { get; }

    /// <summary>How many of the three moments the rule uses.</summary>
    int MomentCount { get; }

    /// <summary>Writes the rule's numbers in the order of <see cref="UpdateRuleKind"/>.</summary>
    void Write(Span<float> numbers);

    /// <summary>The new parameters; moments are updated in place.</summary>
    Vector<float> Update(
        Vector<float> parameter, Vector<float> gradient,
        ref Vector<float> first, ref Vector<float> second, ref Vector<float> third);
}

/// <summary>A range of a network's parameters with all that its update reads and writes.</summary>
internal readonly ref partial struct RangeUpdate
{
    /// <summary>Elements in one piece of work: 64 KiB of each buffer, long enough to outweigh handing it to a thread.</summary>
    private const int PieceLength = 16 * 1024;

    private readonly Span<float> parameters;
    private readonly Span<float> gradients;
    private readonly Span<float> first;
    private readonly Span<float> second;
    private readonly Span<float> third;
    private readonly float gradientScale;
    private readonly OptimizerState state;
    private readonly SlotRun run;

    public RangeUpdate(SlotRun run, OptimizerState state, float gradientScale)
    {
        this.run = run;
        this.state = state;
        this.gradientScale = gradientScale;
        if (state.Core.Device is not null)
        {
            return;
        }

        parameters = state.Core.WriteParameters().Slice(run.Start, run.Length);
        gradients = state.Core.WritableGradients.Slice(run.Start, run.Length);
        first = Moment(0);
        second = Moment(1);
        third = Moment(2);

        Span<float> Moment(int index) =>
            index < state.Moments.Length ? state.Moments[index].Span.Slice(run.Start, run.Length) : default;
    }

    /// <summary>One pass: parameters, moments, and gradients back to zero.</summary>
    public void Apply<TRule>(in TRule rule)
        where TRule : struct, IUpdateRule
    {
        if (state.Core.Device is { } device)
        {
            ApplyOn(device, rule);
            return;
        }

        // A small network would notice the copies that threads share.
        if (parameters.Length <= PieceLength)
        {
            Update(rule, 0, parameters.Length);
            return;
        }

        var pass = new Pass<TRule> { Range = this, Rule = rule };
        WorkPool.Run(ref pass, (parameters.Length + PieceLength - 1) / PieceLength);
    }

    private void ApplyOn<TRule>(DeviceMemory device, TRule rule)
        where TRule : struct, IUpdateRule
    {
        Span<float> numbers = stackalloc float[DeviceUpdate.MostNumbers];
        rule.Write(numbers);
        device.Update(new DeviceUpdate
        {
            Kind = rule.Kind,
            Numbers = numbers,
            Start = run.Start,
            Length = run.Length,
            GradientScale = gradientScale,
            First = rule.MomentCount > 0 ? device.CopyOf(state.Moments[0]) : null,
            Second = rule.MomentCount > 1 ? device.CopyOf(state.Moments[1]) : null,
            Third = rule.MomentCount > 2 ? device.CopyOf(state.Moments[2]) : null,
        });
        state.Core.MarkParametersChanged();
    }

    private void Update<TRule>(in TRule rule, int start, int end)
        where TRule : struct, IUpdateRule
    {
        int whole = start + (end - start) / Vector<float>.Count * Vector<float>.Count;
        UpdateVectors(rule, start, whole);
        if (whole < end)
        {
            UpdateRest(rule, whole, end);
        }
    }

    private void UpdateVectors<TRule>(in TRule given, int start, int end)
        where TRule : struct, IUpdateRule
    {
        TRule rule = given;
        int moments = rule.MomentCount;
        ref float parameters = ref MemoryMarshal.GetReference(this.parameters);
        ref float gradients = ref MemoryMarshal.GetReference(this.gradients);
        ref float firsts = ref MemoryMarshal.GetReference(this.first);
        ref float seconds = ref MemoryMarshal.GetReference(this.second);
        ref float thirds = ref MemoryMarshal.GetReference(this.third);
        var scale = new Vector<float>(gradientScale);
        for (nuint i = (nuint)start; i < (nuint)end; i += (nuint)Vector<float>.Count)
        {
            Vector<float> first = moments > 0 ? Vector.LoadUnsafe(ref firsts, i) : default;
            Vector<float> second = moments > 1 ? Vector.LoadUnsafe(ref seconds, i) : default;
            Vector<float> third = moments > 2 ? Vector.LoadUnsafe(ref thirds, i) : default;
            Vector<float> gradient = Vector.LoadUnsafe(ref gradients, i) * scale;
            rule.Update(Vector.LoadUnsafe(ref parameters, i), gradient, ref first, ref second, ref third)
                .StoreUnsafe(ref parameters, i);
            Vector<float>.Zero.StoreUnsafe(ref gradients, i);
            if (moments > 0)
            {
                first.StoreUnsafe(ref firsts, i);
            }

            if (moments > 1)
            {
                second.StoreUnsafe(ref seconds, i);
            }

            if (moments > 2)
            {
                third.StoreUnsafe(ref thirds, i);
            }
        }
    }

    // The last elements go through the same vector arithmetic, in a vector filled up with zeros.
    private void UpdateRest<TRule>(TRule rule, int start, int end)
        where TRule : struct, IUpdateRule
    {
        int moments = rule.MomentCount;
        Vector<float> first = moments > 0 ? Lanes.Load(this.first, start, end) : default;
        Vector<float> second = moments > 1 ? Lanes.Load(this.second, start, end) : default;
        Vector<float> third = moments > 2 ? Lanes.Load(this.third, start, end) : default;
        Vector<float> gradient = Lanes.Load(gradients, start, end) * new Vector<float>(gradientScale);
        Vector<float> parameter = Lanes.Load(parameters, start, end);
        Lanes.Store(parameters, start, end, rule.Update(parameter, gradient, ref first, ref second, ref third));
        Lanes.Store(gradients, start, end, Vector<float>.Zero);
        if (moments > 0)
        {
            Lanes.Store(this.first, start, end, first);
        }

        if (moments > 1)
        {
            Lanes.Store(this.second, start, end, second);
        }

        if (moments > 2)
        {
            Lanes.Store(this.third, start, end, third);
        }
    }

    private ref struct Pass<TRule> : IPieces
        where TRule : struct, IUpdateRule
    {
        public RangeUpdate Range;
        public TRule Rule;

        public readonly void Run(int piece) =>
            Range.Update(Rule, piece * PieceLength, Math.Min((piece + 1) * PieceLength, Range.parameters.Length));
    }
}
