using System.ComponentModel;

namespace CompiledNets;

/// <summary>The copy on an accelerator of a buffer that the host holds too. Each side changes its own; the other fetches what is newer
/// when it looks.</summary>
/// <remarks>Emitted device code derives from it. Not for many threads at once: a network on an accelerator belongs to one.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class BufferMirror
{
    private AlignedBuffer? host;
    private bool isHostStale;
    private bool isDeviceStale;

    /// <summary>Values in the buffer.</summary>
    public int Length => host!.Length;

    /// <summary>Brings what the host changed to the accelerator, before a kernel reads it.</summary>
    public void Use()
    {
        if (isDeviceStale)
        {
            Upload(host!.Raw);
            isDeviceStale = false;
        }
    }

    /// <summary>As <see cref="Use"/>, before a kernel changes it.</summary>
    public void Change()
    {
        Use();
        isHostStale = true;
    }

    /// <summary>Zeroes both copies.</summary>
    public void Clear()
    {
        host!.Raw.Clear();
        Zero();
        isHostStale = isDeviceStale = false;
    }

    /// <summary>Copies all values to the host, after everything that has been started.</summary>
    protected abstract void Download(Span<float> values);

    /// <summary>Copies all values from the host.</summary>
    protected abstract void Upload(ReadOnlySpan<float> values);

    /// <summary>Zeroes the accelerator's values.</summary>
    protected abstract void Zero();

    /// <summary>Becomes the copy of <paramref name="buffer"/>, whose values hold.</summary>
    internal void Attach(AlignedBuffer buffer)
    {
        host = buffer;
        isDeviceStale = true;
        buffer.Mirror = this;
    }

    /// <summary>Brings what the accelerator changed to the host, before somebody reads it there.</summary>
    internal void Fetch()
    {
        if (isHostStale)
        {
            Download(host!.Raw);
            isHostStale = false;
        }
    }

    /// <summary>As <see cref="Fetch"/>, before somebody changes it there.</summary>
    internal void FetchToChange()
    {
        Fetch();
        isDeviceStale = true;
    }
}
