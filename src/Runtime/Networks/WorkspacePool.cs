namespace CompiledNets;

/// <summary>The scratch memory of one network: a stack of buffers that calls borrow and give back.</summary>
/// <remarks>Once as many buffers exist as calls ever ran at once, each grown to the largest batch, nothing is allocated.</remarks>
internal sealed class WorkspacePool
{
    private readonly Stack<Workspace> idle = new();

    public WorkspaceLease Rent(int floats)
    {
        Workspace? workspace;
        lock (idle)
        {
            idle.TryPop(out workspace);
        }

        workspace ??= new Workspace(this);
        workspace.Grow(floats);
        return new WorkspaceLease(workspace, floats);
    }

    internal void Return(Workspace workspace)
    {
        lock (idle)
        {
            idle.Push(workspace);
        }
    }
}

/// <summary>One buffer of a <see cref="WorkspacePool"/>.</summary>
internal sealed class Workspace(WorkspacePool pool)
{
    private AlignedBuffer buffer = new(0);

    public Span<float> Floats => buffer.Span;

    public void Grow(int floats)
    {
        if (buffer.Length < floats)
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
