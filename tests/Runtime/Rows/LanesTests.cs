using System.Numerics;
using CompiledNets.Kernels;

namespace CompiledNets.Tests.Rows;

public class LanesTests
{
    private const int RowStart = 5;

    [Fact]
    public void Load_ZeroesLanesPastTheRow_AndStoreLeavesNeighboursAlone()
    {
        for (int width = 0; width <= 3 * Lanes.Count; width++)
        {
            foreach (int after in (int[])[0, 2, 40])
            {
                int end = RowStart + width;
                float[] values = [.. Enumerable.Range(1, end + after).Select(i => (float)i)];
                float[] copy = Sample.Garbage(end + after);
                for (int i = RowStart; i < end; i += Lanes.Count)
                {
                    Vector<float> loaded = Lanes.Load(values, i, end);
                    for (int lane = 0; lane < Lanes.Count; lane++)
                    {
                        Assert.Equal(i + lane < end ? values[i + lane] : 0f, loaded[lane]);
                    }

                    Lanes.Store(copy, i, end, loaded);
                }

                Assert.Equal(values[RowStart..end], copy[RowStart..end]);
                Assert.All(copy[..RowStart].Concat(copy[end..]), value => Assert.Equal(1e30f, value));
            }
        }
    }

    [Fact]
    public void Add_Accumulates_InsideTheSpanOnly()
    {
        float[] values = [.. Enumerable.Range(0, 21).Select(i => (float)i)];
        for (int i = 0; i < values.Length; i += Lanes.Count)
        {
            Lanes.Add(values, i, Lanes.Splat(100f));
        }

        Assert.Equal(Enumerable.Range(0, 21).Select(i => i + 100f), values);
    }

    [Fact]
    public void Splat_RepeatsOneValue()
    {
        Assert.Equal(new Vector<float>(3f), Lanes.Splat([1f, 2f, 3f], 2));
        Assert.Throws<IndexOutOfRangeException>(() => Lanes.Splat([1f], 1));
    }

    [Fact]
    public void MaskAndKeep_NeutraliseTailLanes()
    {
        for (int left = 0; left <= Lanes.Count + 1; left++)
        {
            Vector<float> kept = Lanes.Keep(Lanes.Splat(2f), 10, 10 + left, 7f);
            Vector<float> masked = Lanes.Mask(10, 10 + left) & Lanes.Splat(2f);
            for (int lane = 0; lane < Lanes.Count; lane++)
            {
                Assert.Equal(lane < left ? 2f : 7f, kept[lane]);
                Assert.Equal(lane < left ? 2f : 0f, masked[lane]);
            }
        }
    }

    [Fact]
    public void SumAndMax_SeeEveryLane()
    {
        for (int lane = 0; lane < Lanes.Count; lane++)
        {
            Vector<float> x = Vector<float>.Zero.WithElement(lane, 5f);
            Assert.Equal(5f, Lanes.Sum(x));
            Assert.Equal(5f, Lanes.Max(x));
            Assert.Equal(float.NaN, Lanes.Max(x.WithElement(lane, float.NaN)));
        }
    }
}
