using System.Diagnostics;
using CompiledNets.Benchmarks.Hints;

// The numbers on the pages of CN3001, CN3002 and CN3005: the fastest call of each network, the networks in turn, so that a disturbance meets all.
const int Rounds = 6, LeastCalls = 5, MillisecondsPerRound = 50;

var cases = new (string Name, Action Run)[]
{
    Case("Winograd32 x16", new Winograd32().Predict, 16, 64 * 28 * 28, 32 * 28 * 28),
    Case("Winograd33 x16", new Winograd33().Predict, 16, 64 * 28 * 28, 33 * 28 * 28),
    Case("Winograd48 x16", new Winograd48().Predict, 16, 64 * 28 * 28, 48 * 28 * 28),
    Case("Winograd64 x16", new Winograd64().Predict, 16, 64 * 28 * 28, 64 * 28 * 28),
    Case("Winograd65 x16", new Winograd65().Predict, 16, 64 * 28 * 28, 65 * 28 * 28),
    Case("Winograd80 x16", new Winograd80().Predict, 16, 64 * 28 * 28, 80 * 28 * 28),
    Case("Winograd96 x16", new Winograd96().Predict, 16, 64 * 28 * 28, 96 * 28 * 28),
    Case("Winograd128 x16", new Winograd128().Predict, 16, 64 * 28 * 28, 128 * 28 * 28),
    Case("Pointwise32 x16", new Pointwise32().Predict, 16, 64 * 28 * 28, 32 * 28 * 28),
    Case("Pointwise33 x16", new Pointwise33().Predict, 16, 64 * 28 * 28, 33 * 28 * 28),
    Case("Pointwise48 x16", new Pointwise48().Predict, 16, 64 * 28 * 28, 48 * 28 * 28),
    Case("Pointwise64 x16", new Pointwise64().Predict, 16, 64 * 28 * 28, 64 * 28 * 28),
    Case("Pointwise65 x16", new Pointwise65().Predict, 16, 64 * 28 * 28, 65 * 28 * 28),
    Case("Pointwise80 x16", new Pointwise80().Predict, 16, 64 * 28 * 28, 80 * 28 * 28),
    Case("Pointwise96 x16", new Pointwise96().Predict, 16, 64 * 28 * 28, 96 * 28 * 28),
    Case("Pointwise128 x16", new Pointwise128().Predict, 16, 64 * 28 * 28, 128 * 28 * 28),
    Case("Dense32 x256", new Dense32().Predict, 256, 256, 32),
    Case("Dense33 x256", new Dense33().Predict, 256, 256, 33),
    Case("Dense48 x256", new Dense48().Predict, 256, 256, 48),
    Case("Dense64 x256", new Dense64().Predict, 256, 256, 64),
    Case("Dense65 x256", new Dense65().Predict, 256, 256, 65),
    Case("Dense80 x256", new Dense80().Predict, 256, 256, 80),
    Case("Dense96 x256", new Dense96().Predict, 256, 256, 96),
    Case("Dense100 x256", new Dense100().Predict, 256, 256, 100),
    Case("Dense128 x256", new Dense128().Predict, 256, 256, 128),
    Case("FlattenDense x1", new FlattenDense().Predict, 1, 128 * 16 * 16, 10),
    Case("FlattenDense x64", new FlattenDense().Predict, 64, 128 * 16 * 16, 10),
    Case("PoolDense x1", new PoolDense().Predict, 1, 128 * 16 * 16, 10),
    Case("PoolDense x64", new PoolDense().Predict, 64, 128 * 16 * 16, 10),
    Case("NormThenReLU x8", new NormThenReLU().Predict, 8, 32 * 56 * 56, 64 * 28 * 28),
    Case("ReLUThenNorm x8", new ReLUThenNorm().Predict, 8, 32 * 56 * 56, 64 * 28 * 28),
};
double[] best = [.. cases.Select(_ => double.MaxValue)];
for (int round = 0; round < Rounds; round++)
{
    for (int index = 0; index < cases.Length; index++)
    {
        cases[index].Run();
        long began = Stopwatch.GetTimestamp();
        for (int call = 0; call < LeastCalls || Stopwatch.GetElapsedTime(began).TotalMilliseconds < MillisecondsPerRound; call++)
        {
            long start = Stopwatch.GetTimestamp();
            cases[index].Run();
            best[index] = Math.Min(best[index], Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }
    }
}

for (int index = 0; index < cases.Length; index++)
{
    Console.WriteLine($"{cases[index].Name,-20} {best[index],10:0.0} µs");
}

static (string, Action) Case(string name, Forward predict, int batch, int inputs, int outputs)
{
    var random = new Random(1);
    float[] input = [.. Enumerable.Range(0, batch * inputs).Select(_ => (float)random.NextDouble() - 0.5f)];
    float[] output = new float[batch * outputs];
    return (name, () => predict(input, output));
}

internal delegate void Forward(ReadOnlySpan<float> input, Span<float> output);
