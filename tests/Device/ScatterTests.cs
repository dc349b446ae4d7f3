using CompiledNets.Accelerated;
using CompiledNets.Kernels;
using ILGPU;

namespace CompiledNets.Device.Tests;

public sealed class ScatterTests : IDisposable
{
    private readonly TestDevice device = new();

    private static void Table(DeviceGathering.TableOf o, int width) => DeviceScatter.Gather(o, width);

    private static void AddToTable(DeviceGathering.TableOf o) => DeviceScatter.Add(o);

    private static void Edges(DeviceGathering.EdgesOf o, int width) => DeviceScatter.Gather(o, width);

    private static void WeightedEdges(DeviceGathering.WeightedEdgesOf o, int width) => DeviceScatter.Gather(o, width);

    private static void Sums(DeviceGathering.SegmentsOf<DeviceGathering.Adding> o, int width) => DeviceScatter.Gather(o, width);

    private static void Maxima(DeviceGathering.SegmentsOf<DeviceGathering.Larger> o, int width) => DeviceScatter.Gather(o, width);

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 3, 5)]
    [InlineData(2500, 4, 3)]
    [InlineData(1025, 40, 9)]
    public void EmbeddingGradient_AddsToWhatIsThere(int count, int words, int width)
    {
        int[] tokens = Values.Tokens(count, words, 1);
        float[] dy = Values.Random(count * width, 2), table = Values.Random(words * width, 3);
        float[] before = [.. table];
        ArrayView<float> gradients = device.View(before);
        Embedding.Gradient(width, tokens, dy, table);
        var operands = new DeviceGathering.TableOf
        {
            Tokens = device.View(tokens), Dy = device.View(dy), Table = gradients, Count = count, Words = words, Width = width,
        };
        device.Run(Table, Config(words, 1, width, 8), operands, 8);
        Values.Near(table, device.Read(gradients), 1e-5f);
        operands.Table = device.View(before);
        device.Run(AddToTable, Grids.Elements(count * width), operands);
        Values.Near(table, device.Read(operands.Table), 1e-5f);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(7, false)]
    [InlineData(3, true)]
    public void Aggregate_OverGraphsOfTheirOwnOrOneOfAll_IsTheHosts(int samples, bool shared)
    {
        const int Nodes = 11, EdgeCount = 60, Width = 5;
        int[] from = Values.Tokens(EdgeCount * (shared ? 1 : samples), Nodes, 1), to = Values.Tokens(from.Length, Nodes - 1, 2);
        float[] x = Values.Random(samples * Nodes * Width, 3), y = new float[x.Length];
        Aggregation.Sum(samples, Nodes, EdgeCount, 1, Width, x, from, to, y);
        int step = shared ? 0 : EdgeCount;
        var operands = new DeviceGathering.EdgesOf
        {
            X = device.View(x), Y = device.Room(y.Length), From = device.View(from), To = device.View(to), Count = samples, Nodes = Nodes, Width = Width,
            Edges = EdgeCount, FromStep = step, ToStep = step,
        };
        device.Run(Edges, Config(Nodes, samples, Width, 8), operands, 8);
        Values.Near(y, device.Read(operands.Y), 1e-5f);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(7, true)]
    public void WeightedAggregate_WithAWeightForEachPart_IsTheHosts(int samples, bool shared)
    {
        const int Nodes = 11, EdgeCount = 60, Parts = 3, Width = 5;
        int[] from = Values.Tokens(EdgeCount * (shared ? 1 : samples), Nodes, 1), to = Values.Tokens(from.Length, Nodes - 1, 2);
        float[] x = Values.Random(samples * Nodes * Parts * Width, 3), weights = Values.Random(samples * EdgeCount * Parts, 4), y = new float[x.Length];
        Aggregation.WeightedSum(samples, Nodes, EdgeCount, Parts, Width, x, from, to, weights, y);
        int step = shared ? 0 : EdgeCount;
        var operands = new DeviceGathering.WeightedEdgesOf
        {
            X = device.View(x), Weights = device.View(weights), Y = device.Room(y.Length), From = device.View(from), To = device.View(to), Count = samples,
            Nodes = Nodes, Width = Parts * Width, Edges = EdgeCount, Parts = Parts, FromStep = step, ToStep = step,
        };
        device.Run(WeightedEdges, Config(Nodes, samples, Parts * Width, 16), operands, 16);
        Values.Near(y, device.Read(operands.Y), 1e-5f);
    }

    [Theory]
    [InlineData(1, 9, 4, 3)]
    [InlineData(7, 60, 5, 1)]
    [InlineData(2, 1500, 3, 9)]
    public void Segments_AreAddedUpAndCompared_AsOnTheHost(int samples, int rows, int segments, int width)
    {
        // The last segment has no rows, and one value is not a number.
        int[] segment = Values.Tokens(samples * rows, segments - 1, 1);
        float[] x = Values.Random(samples * rows * width, 2), sums = new float[samples * segments * width], maxima = new float[sums.Length];
        x[width / 2] = float.NaN;
        Segments.Sum(samples, segments, rows, width, x, segment, sums);
        Segments.Max(samples, segments, rows, width, x, segment, maxima);
        ArrayView<float> values = device.View(x), added = device.Room(sums.Length), largest = device.Room(sums.Length);
        ArrayView<int> numbers = device.View(segment);
        device.Run(
            Sums, Config(segments, samples, width, 8), new DeviceGathering.SegmentsOf<DeviceGathering.Adding>
            {
                X = values, Segment = numbers, Y = added, Count = samples, Segments = segments, Width = width, Rows = rows, Step = rows,
            }, 8);
        device.Run(
            Maxima, Config(segments, samples, width, 8), new DeviceGathering.SegmentsOf<DeviceGathering.Larger>
            {
                X = values, Segment = numbers, Y = largest, Count = samples, Segments = segments, Width = width, Rows = rows, Step = rows,
            }, 8);
        Values.Near(sums, device.Read(added), 1e-5f);
        Assert.Equal(maxima, device.Read(largest));
    }

    public void Dispose() => device.Dispose();

    // Groups (target, tile of columns, sample).
    private static KernelConfig Config(int targets, int samples, int columns, int width) =>
        new(new Index3D(targets, (columns + width - 1) / width, samples), new Index3D(256, 1, 1));
}
