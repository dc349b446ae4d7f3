using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>Checks what users hand to entry points, before anything is written. Inlined, so that sizes are constants to divide by.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Arguments
{
    /// <summary>How many samples of <paramref name="size"/> values a span of <paramref name="length"/> holds.</summary>
    /// <exception cref="ArgumentException">It is no multiple of a sample.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Samples(int length, int size, string parameterName)
    {
        if (length % size != 0)
        {
            RefuseLength(length, size, parameterName);
        }

        return length / size;
    }

    /// <summary>Checks that a span holds as many samples as the first one.</summary>
    /// <exception cref="ArgumentException">It does not.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SameSamples(int samples, int length, int size, string parameterName)
    {
        if (Samples(length, size, parameterName) != samples)
        {
            RefuseBatch(samples, length / size, parameterName);
        }
    }

    /// <summary>Checks that an output has room for exactly the batch.</summary>
    /// <exception cref="ArgumentException">It has not.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(int samples, int length, int size, string parameterName)
    {
        if (length != (long)samples * size)
        {
            RefuseOutput(samples, length, size, parameterName);
        }
    }

    /// <summary>Checks that every int is from 0 to <paramref name="count"/> - 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not.</exception>
    public static void Tokens(ReadOnlySpan<int> tokens, int count, string parameterName) =>
        IndexRange.Check(tokens, count, parameterName, "values");

    /// <summary>The floats of a workspace for a batch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They are more than one buffer can hold.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Workspace(int samples, int fixedFloats, int batchFloats)
    {
        long floats = fixedFloats + (long)samples * batchFloats;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(floats, Array.MaxLength / 2, "batch");
        return (int)floats;
    }

    [DoesNotReturn]
    private static void RefuseLength(int length, int size, string parameterName) => throw new ArgumentException(
        $"'{parameterName}' has {length} values, which is no multiple of the {size} values of one sample.", parameterName);

    [DoesNotReturn]
    private static void RefuseBatch(int samples, int other, string parameterName) => throw new ArgumentException(
        $"'{parameterName}' has {other} samples, but the first argument has {samples}: every argument must hold the same batch.", parameterName);

    [DoesNotReturn]
    private static void RefuseOutput(int samples, int length, int size, string parameterName) => throw new ArgumentException(
        $"'{parameterName}' has room for {length} values, but {samples} samples of {size} values are {(long)samples * size}.", parameterName);
}
