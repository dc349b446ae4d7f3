namespace CompiledNets;

/// <summary>The numbers that a trainer gives to entry points' <c>float</c> parameters: functions of the network's gradient calls,
/// so that a resumed run goes on where it was.</summary>
internal sealed class RunTimeScalars(IReadOnlyDictionary<string, Func<long, double>> functions, NetworkCore core)
{
    private readonly string[] names = [.. functions.Keys];
    private readonly Func<long, double>[] functions = [.. functions.Values];
    private readonly float[] values = new float[functions.Count];

    /// <summary>The number of a scalar; -1 if there is none of that name.</summary>
    public int IndexOf(string name) => Array.IndexOf(names, name);

    /// <summary>A scalar's present value: a span of one.</summary>
    public ReadOnlySpan<float> Value(int scalar)
    {
        values[scalar] = (float)functions[scalar]((long)core.Counter);
        return values.AsSpan(scalar, 1);
    }
}
