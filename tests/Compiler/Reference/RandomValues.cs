using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>Where random ops take their values from: fixed, so that an evaluation can be repeated.</summary>
internal interface IRandomValues
{
    /// <summary>1 / keep with probability keep, else 0.</summary>
    void DropoutMask(int place, double keep, Span<double> mask);

    /// <summary>Values of the standard normal distribution.</summary>
    void Normal(int place, Span<double> values);
}

/// <summary>Random values of a seed and the op's place; not those of emitted code.</summary>
internal sealed class SeededValues(int seed) : IRandomValues
{
    public void DropoutMask(int place, double keep, Span<double> mask)
    {
        Random random = At(place);
        foreach (ref double value in mask)
        {
            value = random.NextDouble() < keep ? 1 / keep : 0;
        }
    }

    // Box and Muller (1958).
    public void Normal(int place, Span<double> values)
    {
        Random random = At(place);
        foreach (ref double value in values)
        {
            value = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        }
    }

    private Random At(int place) => new(unchecked(seed * 7919 + place));
}

[References]
internal static class RandomOps
{
    public static void DropoutMask(DropoutMaskOp op, Values y, Evaluation evaluation) =>
        evaluation.Feed.Random.DropoutMask(op.Place, op.Keep, y.Data);

    public static void RandomNormal(RandomNormalOp op, Values y, Evaluation evaluation) =>
        evaluation.Feed.Random.Normal(op.Place, y.Data);
}
