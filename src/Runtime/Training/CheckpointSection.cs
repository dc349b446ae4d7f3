using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>A flat buffer of one value per parameter, or per value of state, as tensors of a file: one per slot, under
/// the slot's name with a prefix.</summary>
/// <param name="Prefix">Ends in a slash, which PyTorch's names do not have, or is empty.</param>
/// <param name="Role">Which slots the buffer spans.</param>
/// <param name="Values">The buffer.</param>
internal sealed record CheckpointSection(string Prefix, SlotRole Role, float[] Values)
{
    /// <summary>The tensors' names and shapes, in the order of <see cref="Write"/>.</summary>
    public IEnumerable<(string Name, ImmutableArray<int> Shape)> Tensors(NetworkLayout layout) =>
        Slots(layout).Select(slot => (Prefix + slot.Name, slot.Shape));

    public void Write(SafetensorsWriter writer, NetworkLayout layout)
    {
        foreach (TensorSlot slot in Slots(layout))
        {
            writer.Write(Values.AsSpan(slot.Offset, slot.Length));
        }
    }

    /// <summary>Overwrites <see cref="Values"/>.</summary>
    /// <exception cref="NetworkFileException">A tensor is missing, or of another shape or type.</exception>
    public void Read(SafetensorsReader reader, NetworkLayout layout)
    {
        FileMatch match = FileMatch.Of(layout, reader, NameOfSlot);
        foreach ((SafetensorsTensor tensor, TensorSlot slot) in match.Pairs)
        {
            if (slot.Role == Role)
            {
                reader.Read(tensor, Values.AsSpan(slot.Offset, slot.Length));
            }
        }

        if (Slots(layout).FirstOrDefault(slot => match.Report.Missing.Contains(slot.Name)) is { } missing)
        {
            throw new NetworkFileException(reader.FileName, Prefix + missing.Name, "is missing from the checkpoint.");
        }
    }

    // A name that no slot has, for tensors of other sections.
    private string NameOfSlot(string tensor) =>
        tensor.StartsWith(Prefix, StringComparison.Ordinal) ? tensor[Prefix.Length..] : "/" + tensor;

    private IEnumerable<TensorSlot> Slots(NetworkLayout layout) => layout.Slots.Where(slot => slot.Role == Role);
}
