using CompiledNets.Compiler.Tests.EndToEnd;

namespace CompiledNets.Gpu.Tests;

/// <summary>A sample's network, and how to make batches for it.</summary>
/// <param name="Create">Makes one on the host, of a seed.</param>
/// <param name="Tokens">Below what its ints are.</param>
internal sealed record SampleNetwork(string Name, Func<ulong, INetwork> Create, int Tokens = 1)
{
    /// <summary>Below what the ints of single columns are, where the network's bound is another.</summary>
    public IReadOnlyDictionary<string, int> Bounds { get; init; } = new Dictionary<string, int>();

    private static readonly Dictionary<string, int> Sides = new() { ["side"] = 2 };

    public static readonly SampleNetwork[] All =
    [
        new("LineNet", seed => new Line.LineNet(seed)),
        new("DigitMlp", seed => new Digits.DigitMlp(seed), 10),
        new("DigitNet", seed => new Digits.DigitNet(seed), 10),
        new("BanknoteNet", seed => new Neuron.BanknoteNet(seed)),
        new("RiskNet", seed => new Diabetes.RiskNet(seed)),
        new("WineNet", seed => new Wine.WineNet(seed)),
        new("LeNet5", seed => new LeNet.LeNet5(seed), 10),
        new("TemperatureNet", seed => new Forecast.TemperatureNet(seed)),
        new("TextNet", seed => new Spam.TextNet(seed), Spam.TextNet.Vocabulary),
        new("DigitJudge", seed => SampleText.Create("Common/Adversarial/DigitJudge.cs", seed), 10),
        new("DigitVae", seed => new Vae.DigitVae(seed)),
        new("DigitGan", seed => new Gan.DigitGan(seed), 10),
        new("Dcgan", seed => new DeepGan.Dcgan(seed), 10),
        new("DigitAutoencoder", seed => new Anomaly.DigitAutoencoder(seed)),
        new("CartPoleQ", seed => new Dqn.CartPoleQ(seed), 2),
        new("PolicyNet", seed => new ActorCritic.PolicyNet(seed), 2),
        new("GcnNet", seed => new Karate.GcnNet(seed), 34) { Bounds = Sides },
        new("GatNet", seed => new Karate.GatNet(seed), 34) { Bounds = Sides },
        new("SonarNet", seed => new Search.SonarNet(seed)),
        new("RowNet", seed => new Rows.RowNet(seed), 10),
        new("TransferNet", seed => new Transfer.TransferNet(seed), 10),
        new("ClientNet", seed => new Federated.ClientNet(seed), 10),
        new("DateNet", seed => new Dates.DateNet(seed), Dates.DateNet.Characters),
        new("DateTransformer", seed => new Translate.DateTransformer(seed), Translate.DateTransformer.Characters),
        new("TextGpt", seed => new CharGpt.TextGpt(seed), CharGpt.TextGpt.Vocabulary),
    ];

    public static SampleNetwork Find(string name) => All.Single(sample => sample.Name == name);

    /// <summary>Random values for all inputs of an entry point.</summary>
    public ArrayBatch Batch(EntryPoint entry, int samples, Random random) => new(samples, [.. entry.Inputs.Select(input =>
        input.Kind == ColumnKind.Tokens
            ? (Array)Enumerable.Range(0, samples * input.Size).Select(_ => random.Next(Bounds.GetValueOrDefault(input.Name, Tokens))).ToArray()
            : Enumerable.Range(0, samples * input.Size).Select(_ => 2 * random.NextSingle() - 1).ToArray())]);
}
