namespace CompiledNets.Tests.Files;

/// <summary>A network without entry points: a dense layer of 3 to 5 and a batch norm, as tests/golden/sequential.safetensors has.</summary>
internal sealed class FileTestNetwork : INetwork
{
    private static readonly NetworkLayout Layout = new(
        "TestNet",
        [
            new TensorSlot("0.weight", [5, 3], 0, SlotRole.Parameter, Initializer.Zeros, 3, 5),
            new TensorSlot("0.bias", [5], 15, SlotRole.Parameter, Initializer.Zeros, 3, 5),
            new TensorSlot("1.weight", [5], 20, SlotRole.Parameter, Initializer.Ones, 5, 5),
            new TensorSlot("1.bias", [5], 25, SlotRole.Parameter, Initializer.Zeros, 5, 5),
            new TensorSlot("1.running_mean", [5], 0, SlotRole.State, Initializer.Zeros, 5, 5),
            new TensorSlot("1.running_var", [5], 5, SlotRole.State, Initializer.Ones, 5, 5),
        ]);

    /// <summary>Random bits, so that NaNs, infinities and negative zeros are among the values.</summary>
    public FileTestNetwork(int seed)
    {
        Core = new NetworkCore(Layout, (ulong)seed);
        var random = new Random(seed);
        foreach (TensorSlot slot in Layout.Slots)
        {
            foreach (ref float value in Core.WritableSlot(slot))
            {
                value = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            }
        }
    }

    public NetworkCore Core { get; }

    public IReadOnlyList<Objective> AllObjectives => [];

    public IReadOnlyList<ForwardEntry> AllForwards => [];

    /// <summary>Parameters and state, as bits: NaNs compare too.</summary>
    public int[] Bits() => [.. Core.Parameters.ToArray().Concat(Core.State.ToArray()).Select(BitConverter.SingleToInt32Bits)];

    /// <summary>What Save makes of it.</summary>
    public byte[] File()
    {
        using var stream = new MemoryStream();
        NetworkFiles.Save(this, stream);
        return stream.ToArray();
    }
}
