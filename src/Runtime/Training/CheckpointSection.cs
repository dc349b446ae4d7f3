using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>Part of a checkpoint: values in memory that are tensors in a file.</summary>
internal abstract record CheckpointSection
{
    /// <summary>The tensors' names and shapes, in the order of <see cref="Write"/>.</summary>
    public abstract IEnumerable<(string Name, ImmutableArray<int> Shape)> Tensors { get; }

    public abstract void Write(SafetensorsWriter writer);

    /// <summary>Overwrites the values in memory.</summary>
    /// <exception cref="NetworkFileException">A tensor is missing, or of another shape or type.</exception>
    public abstract void Read(SafetensorsReader reader);
}

/// <summary>A flat buffer of one value per parameter, or per value of state, as tensors of a file: one per slot, under
/// the slot's name with a prefix.</summary>
/// <param name="Layout">The network's.</param>
/// <param name="Prefix">Ends in a slash, which PyTorch's names do not have, or is empty.</param>
/// <param name="Role">Which slots the buffer spans.</param>
/// <param name="Values">The buffer.</param>
internal sealed record SlotSection(NetworkLayout Layout, string Prefix, SlotRole Role, float[] Values) : CheckpointSection
{
    public override IEnumerable<(string Name, ImmutableArray<int> Shape)> Tensors => Slots.Select(slot => (Prefix + slot.Name, slot.Shape));

    private IEnumerable<TensorSlot> Slots => Layout.Slots.Where(slot => slot.Role == Role);

    public override void Write(SafetensorsWriter writer)
    {
        foreach (TensorSlot slot in Slots)
        {
            writer.Write(Values.AsSpan(slot.Offset, slot.Length));
        }
    }

    public override void Read(SafetensorsReader reader)
    {
        FileMatch match = FileMatch.Of(Layout, reader, NameOfSlot);
        foreach ((SafetensorsTensor tensor, TensorSlot slot) in match.Pairs)
        {
            if (slot.Role == Role)
            {
                reader.Read(tensor, Values.AsSpan(slot.Offset, slot.Length));
            }
        }

        if (Slots.FirstOrDefault(slot => match.Report.Missing.Contains(slot.Name)) is { } missing)
        {
            throw new NetworkFileException(reader.FileName, Prefix + missing.Name, "is missing from the checkpoint.");
        }
    }

    // A name that no slot has, for tensors of other sections.
    private string NameOfSlot(string tensor) =>
        tensor.StartsWith(Prefix, StringComparison.Ordinal) ? tensor[Prefix.Length..] : "/" + tensor;
}

/// <summary>An array as one tensor.</summary>
internal sealed record ArraySection(string Name, float[] Values) : CheckpointSection
{
    public override IEnumerable<(string Name, ImmutableArray<int> Shape)> Tensors => [(Name, [Values.Length])];

    public override void Write(SafetensorsWriter writer) => writer.Write(Values);

    public override void Read(SafetensorsReader reader)
    {
        SafetensorsTensor tensor = reader.Tensors.FirstOrDefault(tensor => tensor.Name == Name)
            ?? throw new NetworkFileException(reader.FileName, Name, "is missing from the checkpoint.");
        if (tensor.Shape is not [long length] || length != Values.Length || !tensor.Type.IsFloating())
        {
            throw new NetworkFileException(
                reader.FileName, Name, $"is {tensor.Type} of {ShapeText.Of(tensor.Shape)}, but the array has {Values.Length} floats.");
        }

        reader.Read(tensor, Values);
    }
}
