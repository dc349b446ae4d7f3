using CompiledNets.Kernels;

namespace CompiledNets.Tests.Rows;

public class PhiloxTests
{
    private const ulong Seed = 42, Step = 3;
    private const int Place = 5;

    private delegate void Filling(long first, Span<float> values);

    private static readonly Dictionary<string, Filling> Fillings = new()
    {
        ["uniform"] = (first, values) => Philox.FillUniform(Seed, Step, Place, first, values),
        ["normal"] = (first, values) => Philox.FillNormal(Seed, Step, Place, first, values),
        ["dropout"] = (first, values) => Philox.DropoutMask(Seed, Step, Place, first, 0.7f, values),
    };

    // kat_vectors of Random123 1.14 (D. E. Shaw Research), philox4x32 with 10 rounds.
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Block_GivesTheKnownAnswers(
        uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint r0, uint r1, uint r2, uint r3) =>
        Assert.Equal((r0, r1, r2, r3), Philox.Block(c0, c1, c2, c3, k0, k1));

    [Fact]
    public void FillBits_IsTheBlockFunction_InTheDocumentedOrder()
    {
        ulong seed = 0x0123456789ABCDEF, step = 0x00000007_89ABCDEF;
        const long first = (1L << 38) + 64;
        uint[] bits = new uint[64];
        Philox.FillBits(seed, step, place: -9, first, bits);
        for (int i = 0; i < bits.Length; i++)
        {
            long element = first + i, counter = element / 32 * 8 + element % 8;
            (uint, uint, uint, uint) words = Philox.Block(
                (uint)counter, unchecked((uint)-9), (uint)step, (uint)(step >> 32) ^ (uint)(counter >> 32) << 16, (uint)seed, (uint)(seed >> 32));
            uint[] inOrder = [words.Item1, words.Item2, words.Item3, words.Item4];
            Assert.Equal(inOrder[element % 32 / 8], bits[i]);
        }
    }

    [Theory]
    [InlineData("uniform")]
    [InlineData("normal")]
    [InlineData("dropout")]
    public void AnySlice_HasTheValuesOfTheWhole(string name)
    {
        float[] whole = new float[300];
        Fillings[name](1000, whole);
        foreach ((int start, int count) in ((int, int)[])[(0, 1), (3, 17), (24, 64), (31, 2), (50, 250), (299, 1)])
        {
            float[] slice = new float[count];
            Fillings[name](1000 + start, slice);
            Assert.Equal(whole[start..(start + count)], slice);
        }
    }

    [Fact]
    public void SeedStepPlaceAndElement_AllMatter()
    {
        float[] values = new float[5];
        Philox.FillUniform(1, 0, 0, 0, values.AsSpan(0, 1));
        Philox.FillUniform(2, 0, 0, 0, values.AsSpan(1, 1));
        Philox.FillUniform(1, 1, 0, 0, values.AsSpan(2, 1));
        Philox.FillUniform(1, 0, 1, 0, values.AsSpan(3, 1));
        Philox.FillUniform(1, 0, 0, 1, values.AsSpan(4, 1));
        Assert.Equal(5, values.Distinct().Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => Philox.FillUniform(1, 0, 0, -1, new float[1]));
    }

    [Fact]
    public void Distributions_HaveTheirMomentsAndRanges()
    {
        // Tolerances are five standard errors of the mean of a million.
        float[] values = new float[1_000_000];
        Fillings["uniform"](0, values);
        Assert.All(values, value => Assert.InRange(value, 0f, 0.99999995f));
        Assert.Equal(0.5, values.Average(value => (double)value), 5 * 0.00029);
        Assert.Equal(1 / 3.0, values.Average(value => (double)value * value), 5 * 0.0003);

        Fillings["normal"](0, values);
        Assert.Equal(0, values.Average(value => (double)value), 5 * 0.001);
        Assert.Equal(1, values.Average(value => (double)value * value), 5 * 0.0015);
        Assert.Equal(0, values.Average(value => Math.Pow(value, 3)), 5 * 0.0039);
        Assert.Equal(3, values.Average(value => Math.Pow(value, 4)), 5 * 0.0098);
        foreach (double bound in (double[])[-2, -1, -0.5, 0, 0.3, 1.5, 3])
        {
            Assert.Equal(Reference.NormalDistribution(bound), values.Count(value => value <= bound) / 1e6, 5 * 0.0005);
        }

        Fillings["dropout"](0, values);
        Assert.All(values, value => Assert.True(value is 0f or 1f / 0.7f));
        Assert.Equal(0.7, values.Count(value => value != 0f) / 1e6, 5 * 0.00046);
    }

    [Fact]
    public void DropoutMask_KeepsAllOrNothing_AtTheEnds()
    {
        float[] mask = new float[1000];
        Philox.DropoutMask(Seed, Step, Place, 0, 1f, mask);
        Assert.All(mask, value => Assert.Equal(1f, value));
        Philox.DropoutMask(Seed, Step, Place, 0, 0f, mask);
        Assert.All(mask, value => Assert.Equal(0f, value));
    }
}
