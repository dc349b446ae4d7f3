namespace CompiledNets.Benchmarks;

/// <summary>A row of the race, or a step that is compared with the machine's limit: a model, its data, and what one timed run does.</summary>
/// <param name="Name">The peers' name for it.</param>
/// <param name="Flops">Floating-point operations in one run as the peers' flops.py counts them: 2 for each multiply-add of every matrix
/// product and convolution, forward and backward.</param>
/// <param name="Parameters">Trained values.</param>
/// <param name="Prepare">Makes the network and the data; what it returns does one run.</param>
/// <param name="Bytes">What must come from memory or go there in one run, where that binds and not arithmetic; else 0.</param>
internal sealed record Workload(string Name, long Flops, int Parameters, Func<Action> Prepare, long Bytes = 0);
