using CompiledNets.Accelerated;
using CompiledNets.Kernels;
using ILGPU;

namespace CompiledNets.Device.Tests;

/// <summary>Attention of one step to a cache of more rows than a group has threads.</summary>
public sealed class CachedAttentionTests : IDisposable
{
    private const int Heads = 3, Layers = 2, Layer = 1, Context = 300, Width = 15;

    private readonly TestDevice device = new();

    private static void Attend(ArrayView<float> step, ArrayView<float> cache, ArrayView<int> position, ArrayView<float> y) =>
        DeviceCachedAttention.ForwardKernel<Sizes>(step, cache, position, y);

    private static void Replace(ArrayView<float> step, ArrayView<float> cache, ArrayView<int> position, ArrayView<float> target)
    {
        int i = Threads.Element;
        if (i < target.IntLength)
        {
            target[i] = DeviceCachedAttention.Replaced<Sizes>(i, step, cache, position);
        }
    }

    private static void Store(ArrayView<float> step, ArrayView<int> position, ArrayView<float> cache)
    {
        int i = Threads.Element;
        if (i < position.IntLength * 2 * Width)
        {
            DeviceCachedAttention.Store<Sizes>(i, step, position, cache);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1, 128)]
    [InlineData(299, 0, 127, 129, 256)]
    public void ASample_AttendsToTheRowsBeforeItsPosition_AndItself(params int[] positions)
    {
        int samples = positions.Length;
        float[] step = Values.Random(samples * 3 * Width, 1, scale: 3), cache = Values.Random(samples * Layers * Context * 2 * Width, 2, scale: 3);
        for (int sample = 0; sample < samples; sample++)
        {
            cache.AsSpan(((sample * Layers + Layer) * Context + positions[sample]) * 2 * Width, (Context - positions[sample]) * 2 * Width).Fill(float.NaN);
        }

        float[] y = new float[samples * Width], replaced = new float[cache.Length];
        var shape = new CacheShape(Heads, Layers, Context, Width);
        CachedAttention.Forward(shape, Layer, samples, step, cache, positions, y);
        CachedAttention.Replace(shape, Layer, samples, step, cache, positions, replaced);

        ArrayView<float> steps = device.View(step), rows = device.View(cache), result = device.Room(y.Length), copy = device.Room(cache.Length);
        ArrayView<int> places = device.View(positions);
        int shared = 2 * Width / Heads + DeviceCachedAttention.Threads;
        device.Run(Attend, new KernelConfig(samples * Heads, DeviceCachedAttention.Threads, SharedMemoryConfig.RequestDynamic<float>(shared)), steps, rows, places, result);
        Values.Near(y, device.Read(result), 1e-5f);
        device.Run(Replace, Grids.Elements(cache.Length), steps, rows, places, copy);
        Assert.Equal(replaced, device.Read(copy));
        device.Run(Store, Grids.Elements(samples * 2 * Width), steps, places, rows);
        Assert.Equal(replaced, device.Read(rows));
    }

    public void Dispose() => device.Dispose();

    private struct Sizes : ICacheSizes
    {
        public static int Heads => CachedAttentionTests.Heads;

        public static int Layers => CachedAttentionTests.Layers;

        public static int Layer => CachedAttentionTests.Layer;

        public static int Context => CachedAttentionTests.Context;

        public static int Width => CachedAttentionTests.Width;

        public static int PositionStep => 1;
    }
}
