using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>Which tensor of a file belongs to which of a network.</summary>
/// <param name="Pairs">Those that fit, in file order.</param>
/// <param name="Report">Those without a partner.</param>
/// <param name="Unexpected">As messages call those of the file that have none: with what they were renamed to.</param>
internal sealed record FileMatch(
    ImmutableArray<(SafetensorsTensor Tensor, TensorSlot Slot)> Pairs, LoadReport Report, ImmutableArray<string> Unexpected)
{
    private const int NamesShown = 5;

    /// <summary>PyTorch's batch norm counts its batches for a momentum of none, which is not offered here.</summary>
    private const string IgnoredName = "num_batches_tracked";

    /// <summary>Finds every tensor's slot by its name, and checks that type and shape agree.</summary>
    /// <exception cref="NetworkFileException">Two tensors for one slot, another shape, or integers.</exception>
    public static FileMatch Of(NetworkLayout layout, SafetensorsReader file, Func<string, string>? rename)
    {
        Dictionary<string, TensorSlot> slots = layout.Slots.ToDictionary(slot => slot.Name);
        var found = new Dictionary<TensorSlot, SafetensorsTensor>(ReferenceEqualityComparer.Instance);
        ImmutableArray<(SafetensorsTensor, TensorSlot)>.Builder pairs = ImmutableArray.CreateBuilder<(SafetensorsTensor, TensorSlot)>();
        ImmutableArray<string>.Builder unexpected = ImmutableArray.CreateBuilder<string>(), described = ImmutableArray.CreateBuilder<string>();
        foreach (SafetensorsTensor tensor in file.Tensors)
        {
            string name = rename is null ? tensor.Name : rename(tensor.Name);
            if (slots.TryGetValue(name, out TensorSlot? slot))
            {
                if (!found.TryAdd(slot, tensor))
                {
                    throw new NetworkFileException(
                        file.FileName, tensor.Name, $"is renamed to '{name}', and so is {NetworkFileException.Quote(found[slot].Name)}.");
                }

                RequireFit(tensor, slot, layout.NetworkName, file.FileName);
                pairs.Add((tensor, slot));
            }
            else if (tensor.Name != IgnoredName && !tensor.Name.EndsWith("." + IgnoredName, StringComparison.Ordinal))
            {
                unexpected.Add(tensor.Name);
                string quoted = NetworkFileException.Quote(tensor.Name);
                described.Add(name == tensor.Name ? quoted : $"{quoted} (renamed to {NetworkFileException.Quote(name)})");
            }
        }

        ImmutableArray<string> missing = [.. layout.Slots.Where(slot => !found.ContainsKey(slot)).Select(slot => slot.Name)];
        return new FileMatch(pairs.ToImmutable(), new LoadReport(missing, unexpected.ToImmutable()), described.ToImmutable());
    }

    /// <summary>Refuses a file that lacks a tensor or has one too many.</summary>
    public void RequireComplete(string network, string file)
    {
        if (!Report.IsComplete)
        {
            string missing = Report.Missing.IsEmpty ? "" : $" It lacks {List(Report.Missing.Select(NetworkFileException.Quote))}.";
            string unexpected = Report.Unexpected.IsEmpty ? "" : $" It has {List(Unexpected)} too many.";
            throw new NetworkFileException(file, null, $"does not fit {network}.{missing}{unexpected}");
        }
    }

    private static void RequireFit(SafetensorsTensor tensor, TensorSlot slot, string network, string file)
    {
        if (!tensor.Shape.SequenceEqual(slot.Shape.Select(extent => (long)extent)))
        {
            throw new NetworkFileException(
                file, tensor.Name, $"is {ShapeText.Of(tensor.Shape)}, but '{slot.Name}' of {network} is {ShapeText.Of(slot.Shape)}.");
        }

        if (!tensor.Type.IsFloating())
        {
            throw new NetworkFileException(
                file, tensor.Name, $"holds {tensor.Type}, but '{slot.Name}' of {network} wants floats (F32, F16, BF16 or F64).");
        }
    }

    private static string List(IEnumerable<string> names)
    {
        string[] all = [.. names];
        string shown = string.Join(", ", all.Take(NamesShown));
        return all.Length > NamesShown ? $"{shown} and {all.Length - NamesShown} more" : shown;
    }
}
