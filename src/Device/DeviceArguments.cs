using System;
using ILGPU;
using ILGPU.Runtime;

namespace CompiledNets.Accelerated;

/// <summary>Checks of what users hand to entry points over device memory, before anything is started.</summary>
internal static class DeviceArguments
{
    /// <summary>Bytes on which views of floats must begin: kernels load four at once.</summary>
    private const int Alignment = 16;

    /// <exception cref="ArgumentException">A view has another size than the batch, lies on another device, or does not begin where four floats
    /// can be loaded at once.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no samples.</exception>
    public static void Check<T>(Accelerator accelerator, ArrayView<T> view, int samples, int size, string parameterName)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        if (view.Length != (long)samples * size)
        {
            throw new ArgumentException(
                $"'{parameterName}' has {view.Length} values, but {samples} samples of {size} values are {(long)samples * size}.", parameterName);
        }

        (MemoryBuffer buffer, long offset) = PlaceOf(view);
        if (buffer.Accelerator != accelerator)
        {
            throw new ArgumentException(
                $"'{parameterName}' lies in the memory of another accelerator ({buffer.Accelerator.Name}) than the network's ({accelerator.Name}): allocate it there.",
                parameterName);
        }

        if (typeof(T) == typeof(float) && (buffer.NativePtr + offset) % Alignment != 0)
        {
            throw new ArgumentException(
                $"'{parameterName}' begins {offset} bytes into its buffer, which is no multiple of {Alignment}: kernels load four floats at once, so let views "
                + "begin at multiples of four floats.", parameterName);
        }
    }

    // ILGPU shows both through its interfaces alone.
    private static (MemoryBuffer Buffer, long Offset) PlaceOf<TView>(TView view)
        where TView : IContiguousArrayView => (view.Buffer, view.IndexInBytes);
}
