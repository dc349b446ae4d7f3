using System.ComponentModel;

namespace CompiledNets;

/// <summary>A dataset that an accelerator keeps, so that batches are gathered there. Disposing it frees the memory.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class DeviceDataset : IDisposable
{
    /// <summary>Brings samples of a column of floats.</summary>
    /// <param name="column">The column's number.</param>
    /// <param name="first">The number of the first sample.</param>
    /// <param name="values">The samples, one after another.</param>
    public abstract void Fill(int column, int first, ReadOnlySpan<float> values);

    /// <summary>Brings samples of a column of ints.</summary>
    /// <inheritdoc cref="Fill(int, int, ReadOnlySpan{float})"/>
    public abstract void Fill(int column, int first, ReadOnlySpan<int> values);

    /// <summary>Decides the order in which batches take the samples.</summary>
    /// <param name="samples">Each sample's number once.</param>
    public abstract void Arrange(ReadOnlySpan<int> samples);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the memory.</summary>
    protected abstract void Dispose(bool disposing);
}

/// <summary>A column of the batch that begins at a place in a dataset's order.</summary>
/// <param name="Data">Where the column is.</param>
/// <param name="Column">Its number.</param>
/// <param name="Start">The place of the batch's first sample in the order.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct KeptColumn(DeviceDataset Data, int Column, int Start);
