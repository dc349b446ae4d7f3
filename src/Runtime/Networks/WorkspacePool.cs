namespace CompiledNets;

/// <summary>The scratch memory of one network: buffers that calls borrow and give back.</summary>
/// <remarks>The one that was given back last is kept at hand, where an exchange fetches it: a lock would cost as much as the whole
/// prediction of a tiny network. Calls that run at the same time share a stack of the others. Once as many buffers exist as calls ever ran at once, each grown to the largest batch, nothing is allocated.</remarks>
internal sealed class WorkspacePool
{
    private readonly Stack<Workspace> others = new();
    private Workspace? atHand;

    public WorkspaceLease Rent(int floats)
    {
        Workspace workspace = Interlocked.Exchange(ref atHand, null) ?? Another();
        workspace.Grow(floats);
        return new WorkspaceLease(workspace, floats);
    }

    internal void Return(Workspace workspace)
    {
        if (Interlocked.CompareExchange(ref atHand, workspace, null) is not null)
        {
            lock (others)
            {
                others.Push(workspace);
            }
        }
    }

    private Workspace Another()
    {
        lock (others)
        {
            return others.TryPop(out Workspace? workspace) ? workspace : new Workspace(this);
        }
    }
}

/// <summary>One buffer of a <see cref="WorkspacePool"/>.</summary>
internal sealed class Workspace(WorkspacePool pool)
{
    private AlignedBuffer? buffer;

    public Span<float> Floats => buffer!.Span;

    public void Grow(int floats)
    {
        if (buffer is null || buffer.Length < floats)
        {
            buffer = new AlignedBuffer(floats);
        }
    }

    public void Return() => pool.Return(this);
}

/// <summary>Scratch memory borrowed for one call.</summary>
public readonly ref struct WorkspaceLease
{
    private readonly Workspace workspace;

    internal WorkspaceLease(Workspace workspace, int floats)
    {
        this.workspace = workspace;
        Floats = workspace.Floats[..floats];
    }

    /// <summary>The memory: as many floats as were asked for, on a 64-byte boundary, contents unspecified.</summary>
    public Span<float> Floats { get; }

    /// <summary>Gives the memory back. Call it once.</summary>
    public void Dispose() => workspace.Return();
}
