using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CompiledNets;

/// <summary>What a checkpoint knows of a network beside tensors.</summary>
/// <param name="Seed">The network's seed.</param>
/// <param name="Counter">The network's counter, from which its next random values come.</param>
/// <param name="Optimizer">The optimiser's kind, or <c>null</c> where none is kept.</param>
/// <param name="Steps">Steps that the optimiser has taken on the network.</param>
/// <param name="SlotSteps">Steps that it has taken on each stored tensor.</param>
/// <param name="Schedule">What the learning-rate schedule remembers.</param>
internal sealed record NetworkNumbers(
    ulong Seed, ulong Counter, string? Optimizer, long Steps, ImmutableArray<long> SlotSteps, ImmutableArray<double> Schedule)
{
    /// <summary>Whether a file had all of it: JSON leaves out arrays without complaint.</summary>
    [JsonIgnore]
    public bool IsWhole => !SlotSteps.IsDefault && !Schedule.IsDefault;
}

/// <summary>How far an epoch has come that was not finished.</summary>
/// <param name="Batches">Batches that have made a step.</param>
/// <param name="BatchSize">Samples per batch.</param>
/// <param name="Samples">Their samples.</param>
/// <param name="Loss">The sum of these samples' losses.</param>
/// <param name="LearningRate">The rate of the last step.</param>
internal readonly record struct EpochSoFar(int Batches, int BatchSize, long Samples, double Loss, double LearningRate);

/// <summary>What the checkpoint of a <see cref="Trainer"/> knows beside tensors; kept as JSON.</summary>
/// <param name="Network">Of the network and its optimiser.</param>
/// <param name="AverageUpdates">Updates of the parameters' average, or <c>null</c> where none is kept.</param>
/// <param name="KeptEpoch">The epoch whose tensors are kept as the best, or 0.</param>
/// <param name="Epochs">The results so far.</param>
/// <param name="SoFar">What of the next epoch is done.</param>
internal sealed record CheckpointNumbers(
    NetworkNumbers Network, long? AverageUpdates, int KeptEpoch, ImmutableArray<EpochResult> Epochs, EpochSoFar SoFar);

/// <summary>What a <see cref="LoopCheckpoint"/> knows beside tensors; kept as JSON.</summary>
/// <param name="Networks">Of each network, by name.</param>
/// <param name="Numbers">The loop's own.</param>
internal sealed record LoopNumbers(Dictionary<string, NetworkNumbers> Networks, Dictionary<string, double> Numbers);

/// <summary>Makes the numbers from JSON and back without reflection, for Native AOT.</summary>
[JsonSourceGenerationOptions(
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CheckpointNumbers))]
[JsonSerializable(typeof(LoopNumbers))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
