using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CompiledNets;

/// <summary>What a checkpoint knows beside tensors; kept as JSON.</summary>
/// <param name="Seed">The network's seed.</param>
/// <param name="Counter">The network's counter, from which its next random values come.</param>
/// <param name="Optimizer">The optimiser's kind.</param>
/// <param name="Steps">Steps that the optimiser has taken on the network.</param>
/// <param name="SlotSteps">Steps that it has taken on each stored tensor.</param>
/// <param name="Schedule">What the learning-rate schedule remembers.</param>
/// <param name="AverageUpdates">Updates of the parameters' average, or <c>null</c> where none is kept.</param>
/// <param name="KeptEpoch">The epoch whose tensors are kept as the best, or 0.</param>
/// <param name="Epochs">The results so far.</param>
internal sealed record CheckpointNumbers(
    ulong Seed, ulong Counter, string Optimizer, long Steps, ImmutableArray<long> SlotSteps,
    ImmutableArray<double> Schedule, long? AverageUpdates, int KeptEpoch, ImmutableArray<EpochResult> Epochs);

/// <summary>Makes <see cref="CheckpointNumbers"/> from JSON and back without reflection, for Native AOT.</summary>
[JsonSourceGenerationOptions(
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CheckpointNumbers))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
