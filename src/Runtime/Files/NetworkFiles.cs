namespace CompiledNets;

/// <summary>Saves and loads the parameters and the state of networks as safetensors files, under PyTorch's names and in
/// PyTorch's layouts. Emitted networks offer these as <c>Save</c> and <c>LoadParameters</c>.</summary>
public static class NetworkFiles
{
    /// <summary>Tells Hugging Face's loaders that names and layouts are PyTorch's.</summary>
    private static readonly Dictionary<string, string> WrittenMetadata = new() { ["format"] = "pt" };

    /// <summary>Saves a network. A crash at any time leaves the old file or the whole new one.</summary>
    /// <param name="net">The network.</param>
    /// <param name="path">The file to make or replace.</param>
    /// <exception cref="IOException">The file cannot be written; an old one is as it was.</exception>
    public static void Save(INetwork net, string path)
    {
        ArgumentNullException.ThrowIfNull(net);
        AtomicFile.Write(path, stream => Save(net, stream));
    }

    /// <summary>Saves a network into a stream, which stays open.</summary>
    public static void Save(INetwork net, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(net);
        NetworkCore core = net.Core;
        var writer = new SafetensorsWriter(stream, core.Layout.Slots.Select(slot => (slot.Name, slot.Shape)), WrittenMetadata);
        foreach (TensorSlot slot in core.Layout.Slots)
        {
            writer.Write(core.Slot(slot));
        }

        writer.Complete();
    }

    /// <summary>Replaces a network's parameters and state by those of a file: all of them, or none if anything is wrong.</summary>
    /// <param name="net">The network.</param>
    /// <param name="path">A safetensors file of F32, F16, BF16 or F64 tensors.</param>
    /// <param name="rename">Turns a name of the file into the network's, or null where they are the same.</param>
    /// <param name="strict">Whether both must have the same tensors. If not, the report says how they differ.</param>
    /// <exception cref="NetworkFileException">The file is damaged, or does not fit the network.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static LoadReport Load(INetwork net, string path, Func<string, string>? rename = null, bool strict = true)
    {
        ArgumentNullException.ThrowIfNull(net);
        using SafetensorsReader reader = SafetensorsReader.Open(path);
        return Load(net.Core, reader, rename, strict);
    }

    /// <summary>Replaces a network's parameters and state by those of a safetensors file in a stream, read to its end.</summary>
    /// <param name="net">The network.</param>
    /// <param name="stream">Stays open. It need not seek.</param>
    /// <param name="rename">Turns a name of the file into the network's, or null where they are the same.</param>
    /// <param name="strict">Whether both must have the same tensors. If not, the report says how they differ.</param>
    /// <param name="name">What to call the file in messages.</param>
    /// <exception cref="NetworkFileException">The file is damaged, or does not fit the network.</exception>
    public static LoadReport Load(
        INetwork net, Stream stream, Func<string, string>? rename = null, bool strict = true, string name = "stream")
    {
        ArgumentNullException.ThrowIfNull(net);
        using var reader = new SafetensorsReader(stream, name);
        return Load(net.Core, reader, rename, strict);
    }

    private static LoadReport Load(NetworkCore core, SafetensorsReader reader, Func<string, string>? rename, bool strict)
    {
        FileMatch match = FileMatch.Of(core.Layout, reader, rename);
        if (strict)
        {
            match.RequireComplete(core.Layout.NetworkName, reader.FileName);
        }

        // Everything is read before anything is replaced: a file that breaks off changes nothing.
        float[] parameters = core.Parameters.ToArray();
        float[] state = core.State.ToArray();
        foreach ((SafetensorsTensor tensor, TensorSlot slot) in match.Pairs)
        {
            float[] staging = slot.Role == SlotRole.Parameter ? parameters : state;
            reader.Read(tensor, staging.AsSpan(slot.Offset, slot.Length));
        }

        reader.Finish();
        parameters.CopyTo(core.WriteParameters());
        state.CopyTo(core.WritableState);
        return match.Report;
    }
}
