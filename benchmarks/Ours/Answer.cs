using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CompiledNets.Benchmarks;

/// <summary>What is printed about a workload: one JSON object on a line, with the peers' names for its fields.</summary>
/// <param name="PeakMb">Most memory that this process has had so far, in MiB.</param>
internal sealed record Answer(
    string Workload,
    string Peer,
    int Threads,
    string Config,
    double MedianUs,
    double MinUs,
    int Runs,
    double OthersBusy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Cores,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? HandoffNs,
    int Params,
    long Flops,
    double Gflops,
    long Bytes,
    double AllocatedBytes,
    double PeakMb)
{
    /// <summary>What there is to say about a timing.</summary>
    public static Answer Of(Workload workload, int threads, Timing timing, Placement? placement) => new(
        workload.Name,
        "compilednets",
        threads,
        System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeCompiled ? "jit" : "aot",
        Math.Round(timing.MedianMicroseconds, 2),
        Math.Round(timing.LeastMicroseconds, 2),
        timing.Runs,
        Math.Round(timing.OthersBusy, 3),
        placement?.Cores,
        placement?.HandoffNanoseconds,
        workload.Parameters,
        workload.Flops,
        Math.Round(workload.Flops / timing.MedianMicroseconds / 1e3, 2),
        workload.Bytes,
        timing.AllocatedBytes,
        Math.Round(Process.GetCurrentProcess().PeakWorkingSet64 / (1024.0 * 1024.0), 1));

    public override string ToString() => JsonSerializer.Serialize(this, AnswerJson.Default.Answer);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Answer))]
internal sealed partial class AnswerJson : JsonSerializerContext;
