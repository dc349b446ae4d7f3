using System;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace CompiledNets.Accelerated;

// Batches of a trainer: of data that stay here, or brought from the host.
internal sealed partial class DeviceNetwork
{
    /// <summary>A dataset stays here if it takes at most this share of the memory that is free when training begins: the rest is for
    /// activations.</summary>
    private const double ShareForData = 0.25;

    private readonly Numbered<int> gathered;

    public override DeviceDataset? Keep(ImmutableArray<EntryColumn> columns, int samples)
    {
        long free = Accelerator is CudaAccelerator cuda ? cuda.GetFreeMemory() : Accelerator.MemorySize;
        long values = (1 + columns.Sum(column => (long)column.Size)) * samples;
        if (columns.Any(column => (long)column.Size * samples > int.MaxValue) || sizeof(float) * values > ShareForData * free)
        {
            return null;
        }

        try
        {
            return new KeptDataset(this, columns, samples);
        }
        catch (InsufficientMemoryException)
        {
            return null; // What is said to be free may be in pieces. Batches are brought one by one then.
        }
    }

    /// <summary>A batch's floats for argument number <paramref name="input"/>.</summary>
    public ArrayView<float> Column(BatchColumns batch, int input) => batch.Kept(input) is { } kept
        ? ((KeptDataset)kept.Data).Gather(kept, batch.Count, gathered, input).Cast<float>()
        : Input(input, batch.Floats(input));

    /// <summary>A batch's ints for argument number <paramref name="input"/>.</summary>
    public ArrayView<int> TokenColumn(BatchColumns batch, int input) => batch.Kept(input) is { } kept
        ? ((KeptDataset)kept.Data).Gather(kept, batch.Count, gathered, input)
        : InputTokens(input, batch.Tokens(input));

    /// <summary>As the other, of ints that must be from 0 to below a limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not: in the batch, or in all of a dataset that stays here.</exception>
    public ArrayView<int> TokenColumn(BatchColumns batch, int input, int limit, string name)
    {
        if (batch.Kept(input) is { } kept)
        {
            ((KeptDataset)kept.Data).Check(kept.Column, limit, name);
        }
        else
        {
            Kernels.Arguments.Tokens(batch.Tokens(input), limit, name);
        }

        return TokenColumn(batch, input);
    }
}

/// <summary>The columns of a dataset, and the order in which an epoch takes its samples, on the device.</summary>
/// <remarks>Floats are kept as the ints of their bits: one kernel gathers both.</remarks>
internal sealed class KeptDataset : DeviceDataset
{
    private readonly DeviceNetwork device;
    private readonly int[] sizes;
    private readonly (int Least, int Most)[] ranges;
    private readonly MemoryBuffer1D<int, Stride1D.Dense>[] columns;

    public KeptDataset(DeviceNetwork device, ImmutableArray<EntryColumn> described, int samples)
    {
        this.device = device;
        sizes = [.. described.Select(column => column.Size), 1]; // The last column is the order.
        ranges = new (int, int)[sizes.Length];
        columns = new MemoryBuffer1D<int, Stride1D.Dense>[sizes.Length];
        try
        {
            for (int column = 0; column < columns.Length; column++)
            {
                columns[column] = DeviceErrors.Allocate<int>(device.Accelerator, (long)samples * sizes[column], "data");
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public override void Fill(int column, int first, ReadOnlySpan<float> values) =>
        Transfers.ToDevice(device.Stream, MemoryMarshal.Cast<float, int>(values), Part(column, first, values.Length));

    public override void Fill(int column, int first, ReadOnlySpan<int> values)
    {
        (int least, int most) = first == 0 ? (values[0], values[0]) : ranges[column];
        foreach (int value in values)
        {
            least = Math.Min(least, value);
            most = Math.Max(most, value);
        }

        ranges[column] = (least, most);
        Transfers.ToDevice(device.Stream, values, Part(column, first, values.Length));
    }

    public override void Arrange(ReadOnlySpan<int> samples) => Fill(sizes.Length - 1, 0, samples);

    /// <summary>Starts to put a batch's samples side by side.</summary>
    public ArrayView<int> Gather(KeptColumn column, int count, Numbered<int> rooms, int room)
    {
        int size = sizes[column.Column];
        ArrayView<int> batch = rooms.At(room, count * size);
        ArrayView<int> rows = columns[^1].View.AsContiguous().SubView(column.Start, count);
        try
        {
            device.Kernel("Rows", static accelerator => accelerator.LoadKernel<ArrayView<int>, ArrayView<int>, ArrayView<int>, int>(GatherKernels.Rows))(
                device.Stream, Grids.Elements(batch.IntLength), columns[column.Column].View, rows, batch, size);
        }
        catch (AcceleratorException exception)
        {
            throw device.Failure(exception);
        }

        return batch;
    }

    /// <exception cref="ArgumentOutOfRangeException">A value of the column is no token.</exception>
    public void Check(int column, int limit, string name)
    {
        (int least, int most) = ranges[column];
        if (least < 0 || most >= limit)
        {
            throw new ArgumentOutOfRangeException(
                name, least < 0 ? least : most, $"A sample's {name} is {(least < 0 ? least : most)}, but must be from 0 to {limit - 1}: there are {limit} values.");
        }
    }

    protected override void Dispose(bool disposing) => DeviceErrors.Free([.. columns.Where(column => column is not null)]);

    private ArrayView<int> Part(int column, int first, int length) =>
        columns[column].View.AsContiguous().SubView((long)first * sizes[column], length);
}

/// <summary>Rows of a table.</summary>
internal static class GatherKernels
{
    /// <summary>batch[i, :] = table[rows[i], :]. A thread has one value.</summary>
    public static void Rows(ArrayView<int> table, ArrayView<int> rows, ArrayView<int> batch, int size)
    {
        int i = Threads.Element;
        if (i < batch.IntLength)
        {
            int row = i / size;
            batch[i] = table[rows[row] * size + i - row * size];
        }
    }
}
