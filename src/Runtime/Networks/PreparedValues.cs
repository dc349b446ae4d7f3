using System.ComponentModel;

namespace CompiledNets;

/// <summary>Computes prepared values from a network's parameters and state.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void PrepareValues(ReadOnlySpan<float> parameters, ReadOnlySpan<float> state, Span<float> prepared);

/// <summary>What calls read in another form than the parameters are stored in, such as weights packed for a kernel: kept with the
/// instance and computed anew at the first call after the parameters or the state have moved.</summary>
/// <remarks>Several threads may ask at once: the first computes, the others wait for it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PreparedValues(int floats, PrepareValues prepare)
{
    private const long Never = -1;
    private readonly Lock computing = new();
    private AlignedBuffer? buffer;
    private long version = Never;

    /// <summary>The values for the parameters and the state that <paramref name="core"/> has now.</summary>
    public ReadOnlySpan<float> Of(NetworkCore core)
    {
        ArgumentNullException.ThrowIfNull(core);
        if (Volatile.Read(ref version) != core.Version)
        {
            Compute(core);
        }

        return buffer!.Span;
    }

    private void Compute(NetworkCore core)
    {
        lock (computing)
        {
            if (version != core.Version)
            {
                buffer ??= new AlignedBuffer(floats);
                prepare(core.Parameters, core.State, buffer.Span);
                Volatile.Write(ref version, core.Version);
            }
        }
    }
}
