namespace CompiledNets;

/// <summary>What a training loop of your own must find again after a stop: networks, what optimisers remember of them, arrays and numbers,
/// in one file. (A <see cref="Trainer"/> writes its own checkpoints.)</summary>
/// <example><code>
/// var checkpoint = new LoopCheckpoint().Add("online", net, adam).Add("target", target).Add("replay", memory);
/// int episode = checkpoint.TryLoad(path) ? (int)checkpoint.Numbers["episode"] : 0;
/// …
/// checkpoint.Numbers["episode"] = episode;
/// checkpoint.Save(path);
/// </code></example>
/// <remarks>The file is a safetensors file whose tensors have the names given here before their own: <c>online/q.0.weight</c>.</remarks>
public sealed partial class LoopCheckpoint
{
    private const string Arrays = "arrays/";

    private readonly Dictionary<string, (NetworkCore Core, Optimizer? Optimizer)> networks = [];
    private readonly Dictionary<string, float[]> arrays = [];

    /// <summary>The loop's own numbers: where it stands. <see cref="Save"/> writes them, <see cref="TryLoad"/> replaces them.</summary>
    public IDictionary<string, double> Numbers { get; } = new Dictionary<string, double>();

    /// <summary>Adds a network: parameters, state and the place in its random numbers.</summary>
    /// <param name="name">Its name in the file, without a slash.</param>
    /// <param name="network">The instance to save from and load into.</param>
    /// <param name="optimizer">What steps it, so that moments and step counts are saved too; or <c>null</c>.</param>
    /// <exception cref="ArgumentException">The name is taken, empty, or has a slash.</exception>
    public LoopCheckpoint Add(string name, INetwork network, Optimizer? optimizer = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        RequireFree(name);
        networks.Add(name, (network.Core, optimizer));
        return this;
    }

    /// <summary>Adds an array, such as a memory of what was seen: its values are saved, and loaded into it.</summary>
    /// <inheritdoc cref="Add(string, INetwork, Optimizer?)"/>
    public LoopCheckpoint Add(string name, float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        RequireFree(name);
        arrays.Add(name, values);
        return this;
    }

    /// <summary>Adds what an agent saw: it is saved, and loaded back.</summary>
    /// <inheritdoc cref="Add(string, INetwork, Optimizer?)"/>
    public LoopCheckpoint Add(string name, ReplayMemory memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        return Add(name, memory.Values);
    }

    /// <summary>Writes everything as it is now; a crash leaves the old file.</summary>
    /// <param name="path">The file to make or replace. Its directory must exist.</param>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Dictionary<string, NetworkSnapshot> snapshots = Snapshots();
        ArraySection[] copies = [.. arrays.Select(array => new ArraySection(Arrays + array.Key, array.Value))];
        var numbers = new LoopNumbers(
            snapshots.ToDictionary(pair => pair.Key, pair => pair.Value.Numbers), new Dictionary<string, double>(Numbers));
        CheckpointFile.Write(path, [.. snapshots.Values.SelectMany(each => each.Sections), .. copies], numbers, CheckpointJson.Default.LoopNumbers);
    }

    /// <summary>Reads everything back, if there is a file.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="NetworkFileException">The file is damaged or belongs to another loop: nothing has been changed.</exception>
    public bool TryLoad(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            return false;
        }

        using SafetensorsReader reader = SafetensorsReader.Open(path);
        LoopNumbers numbers = CheckpointFile.ReadNumbers(reader, CheckpointJson.Default.LoopNumbers);
        Require.Same(path, "set of networks", Names(numbers.Networks.Keys), Names(networks.Keys));
        Dictionary<string, NetworkSnapshot> snapshots = Snapshots();
        foreach ((string name, NetworkSnapshot snapshot) in snapshots)
        {
            snapshot.RequireSameTraining(path, numbers.Networks[name]);
        }

        ArraySection[] copies = [.. arrays.Select(array => new ArraySection(Arrays + array.Key, new float[array.Value.Length]))];
        foreach (CheckpointSection section in (CheckpointSection[])[.. snapshots.Values.SelectMany(each => each.Sections), .. copies])
        {
            section.Read(reader);
        }

        // All is read and right: from here on nothing fails.
        foreach ((string name, NetworkSnapshot snapshot) in snapshots)
        {
            snapshot.Restore(numbers.Networks[name]);
        }

        foreach ((ArraySection copy, float[] array) in copies.Zip(arrays.Values))
        {
            copy.Values.CopyTo(array.AsSpan());
        }

        Numbers.Clear();
        foreach ((string name, double number) in numbers.Numbers)
        {
            Numbers.Add(name, number);
        }

        return true;
    }

    private Dictionary<string, NetworkSnapshot> Snapshots() =>
        networks.ToDictionary(pair => pair.Key, pair => new NetworkSnapshot(pair.Key + "/", pair.Value.Core, pair.Value.Optimizer));

    private void RequireFree(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('/', StringComparison.Ordinal) || $"{name}/" == Arrays || networks.ContainsKey(name) || arrays.ContainsKey(name))
        {
            throw new ArgumentException($"'{name}' is no free name: it has a slash, or something else is called so.", nameof(name));
        }
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));
}
