using System.Numerics;
using System.Runtime.CompilerServices;
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
/// <param name="run">Where the range lies.</param>
/// <param name="state">The network's memory and its moments.</param>
/// <param name="gradientScale">What gradients are multiplied by.</param>
/// <remarks>A few numbers, and no spans: a small network would notice what is copied, or cleared to be copied to, at each step.</remarks>
internal readonly partial struct RangeUpdate(in SlotRun run, OptimizerState state, float gradientScale)
{
    /// <summary>Elements in one piece of work: at most 64 KiB of each buffer, long enough to outweigh handing it to a thread.</summary>
    private const int MostPieceLength = 16 * 1024, CacheLine = 16;

    private readonly OptimizerState state = state;
    private readonly int first = run.Start;
    private readonly int length = run.Length;
    private readonly float gradientScale = gradientScale;

    private int PieceLength => Pieces.EvenSize(length, MostPieceLength, CacheLine);

    private (int Start, int End) Piece(int piece)
    {
        int size = PieceLength;
        return (piece * size, Math.Min((piece + 1) * size, length));
    }

    /// <summary>One pass: parameters, moments, and gradients back to zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TRule>(in TRule rule)
        where TRule : struct, IUpdateRule
    {
        state.Core.MarkParametersChanged();
        if (state.Core.Device is { } device)
        {
            ApplyOn(device, in rule);
        }
        else if (length <= MostPieceLength)
        {
            Update(in rule, 0, length);
        }
        else
        {
            Share(new Pass<TRule> { Range = this, Rule = rule });
        }
    }

    // Apart, so that a small network does not clear room for the copies that threads share.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Share<TPass>(TPass pass)
        where TPass : struct, IPieces => WorkPool.Run(ref pass, Pieces.Count(length, PieceLength));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ApplyOn<TRule>(DeviceMemory device, in TRule rule)
        where TRule : struct, IUpdateRule
    {
        Span<float> numbers = stackalloc float[DeviceUpdate.MostNumbers];
        rule.Write(numbers);
        device.Update(new DeviceUpdate
        {
            Kind = rule.Kind,
            Numbers = numbers,
            Start = first,
            Length = length,
            GradientScale = gradientScale,
            First = rule.MomentCount > 0 ? device.CopyOf(state.Moments[0]) : null,
            Second = rule.MomentCount > 1 ? device.CopyOf(state.Moments[1]) : null,
            Third = rule.MomentCount > 2 ? device.CopyOf(state.Moments[2]) : null,
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Update<TRule>(in TRule rule, int start, int end)
        where TRule : struct, IUpdateRule
    {
        int whole = start + (end - start) / Vector<float>.Count * Vector<float>.Count;
        UpdateVectors(in rule, start, whole);
        if (whole < end)
        {
            UpdateRest(in rule, whole, end);
        }
    }

    private void UpdateVectors<TRule>(in TRule given, int start, int end)
        where TRule : struct, IUpdateRule
    {
        TRule rule = given;
        int moments = rule.MomentCount;
        ref float parameters = ref Start(state.Core.ParameterBuffer);
        ref float gradients = ref Start(state.Core.GradientBuffer);
        ref float firsts = ref moments > 0 ? ref Start(state.Moments[0]) : ref Unsafe.NullRef<float>();
        ref float seconds = ref moments > 1 ? ref Start(state.Moments[1]) : ref Unsafe.NullRef<float>();
        ref float thirds = ref moments > 2 ? ref Start(state.Moments[2]) : ref Unsafe.NullRef<float>();
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

    private ref float Start(AlignedBuffer buffer) => ref MemoryMarshal.GetReference(buffer.Raw[first..]);

    private Span<float> Range(AlignedBuffer buffer) => buffer.Raw.Slice(first, length);

    // The last elements go through the same vector arithmetic, in a vector filled up with zeros.
    private void UpdateRest<TRule>(in TRule rule, int start, int end)
        where TRule : struct, IUpdateRule
    {
        int moments = rule.MomentCount;
        Span<float> parameters = Range(state.Core.ParameterBuffer), gradients = Range(state.Core.GradientBuffer);
        Span<float> firsts = moments > 0 ? Range(state.Moments[0]) : default;
        Span<float> seconds = moments > 1 ? Range(state.Moments[1]) : default;
        Span<float> thirds = moments > 2 ? Range(state.Moments[2]) : default;
        Vector<float> first = moments > 0 ? Lanes.Load(firsts, start, end) : default;
        Vector<float> second = moments > 1 ? Lanes.Load(seconds, start, end) : default;
        Vector<float> third = moments > 2 ? Lanes.Load(thirds, start, end) : default;
        Vector<float> gradient = Lanes.Load(gradients, start, end) * new Vector<float>(gradientScale);
        Vector<float> parameter = Lanes.Load(parameters, start, end);
        Lanes.Store(parameters, start, end, rule.Update(parameter, gradient, ref first, ref second, ref third));
        Lanes.Store(gradients, start, end, Vector<float>.Zero);
        if (moments > 0)
        {
            Lanes.Store(firsts, start, end, first);
        }

        if (moments > 1)
        {
            Lanes.Store(seconds, start, end, second);
        }

        if (moments > 2)
        {
            Lanes.Store(thirds, start, end, third);
        }
    }

    private struct Pass<TRule> : IPieces
        where TRule : struct, IUpdateRule
    {
        public RangeUpdate Range;
        public TRule Rule;

        public readonly void Run(int piece)
        {
            (int start, int end) = Range.Piece(piece);
            Range.Update(in Rule, start, end);
        }
    }
}
