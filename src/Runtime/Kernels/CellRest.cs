namespace CompiledNets.Kernels;

/// <summary>A copy of the units that a vector of a cell is not full of, in blocks of a whole vector.</summary>
internal unsafe struct CellRest
{
    /// <summary>The memory that any cell takes: 23 blocks of the widest vector.</summary>
    public const int Floats = 23 * 16;

    private readonly int units;
    private readonly int lanes;
    private readonly nint block;
    private float* free;

    /// <param name="memory"><see cref="Floats"/> of it.</param>
    /// <param name="units">Units that there are.</param>
    /// <param name="lanes">Units of a vector.</param>
    /// <param name="block">Floats from one block to the next, outside.</param>
    public CellRest(float* memory, int units, int lanes, nint block)
    {
        (this.units, this.lanes, this.block) = (units, lanes, block);
        free = memory;
        new Span<float>(memory, Floats).Clear();
    }

    /// <summary>Room for so many blocks.</summary>
    public float* Room(int blocks)
    {
        float* room = free;
        free += blocks * lanes;
        return room;
    }

    /// <summary>Copies blocks from outside.</summary>
    public float* In(float* source, int blocks)
    {
        float* room = Room(blocks);
        for (int index = 0; index < blocks; index++)
        {
            new ReadOnlySpan<float>(source + index * block, units).CopyTo(new Span<float>(room + index * lanes, units));
        }

        return room;
    }

    /// <summary>Copies blocks back.</summary>
    public readonly void Out(float* room, float* target, int blocks)
    {
        for (int index = 0; index < blocks; index++)
        {
            new ReadOnlySpan<float>(room + index * lanes, units).CopyTo(new Span<float>(target + index * block, units));
        }
    }
}
