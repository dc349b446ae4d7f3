using System.Security.Cryptography;
using Samples.Drawing;

namespace CompiledNets.Tests.Samples.Digits;

public sealed class DrawnDigitsTests
{
    private const int Pixels = Canvas.Side * Canvas.Side;

    [Fact]
    public void TheSameSeed_DrawsTheSameBitsOnEveryMachine()
    {
        (float[] images, int[] labels) = DrawnDigits.Draw(500, seed: 1);
        byte[] greys = [.. images.Select(grey => (byte)(grey * 255 + 0.5f))];
        Assert.Equal("DD9D20DC8A0818CCB851F53B2A325DB032F63DCBA44A500093ECF89CAD2A3225", Convert.ToHexString(SHA256.HashData(greys)));
        Assert.Equal("2356096214038070685373667757877909919875", string.Concat(labels.Take(40)));
    }

    [Fact]
    public void AnImageDependsOnItsNumberAlone()
    {
        (float[] many, int[] manyLabels) = DrawnDigits.Draw(300, seed: 7);
        (float[] few, int[] fewLabels) = DrawnDigits.Draw(37, seed: 7);
        Assert.Equal(few, many[..few.Length]);
        Assert.Equal(fewLabels, manyLabels[..37]);
    }

    [Fact]
    public void AnotherSeed_DrawsOtherDigits() =>
        Assert.NotEqual(DrawnDigits.Draw(10, seed: 1).Images, DrawnDigits.Draw(10, seed: 2).Images);

    [Fact]
    public void EveryDigit_IsDrawnAboutEquallyOften()
    {
        (_, int[] labels) = DrawnDigits.Draw(10_000, seed: 3);
        Assert.All(Enumerable.Range(0, 10), digit => Assert.InRange(labels.Count(label => label == digit), 880, 1120));
    }

    [Fact]
    public void EveryImage_IsBytesWithInkInTheMiddleAndLittleAtTheEdge()
    {
        (float[] images, _) = DrawnDigits.Draw(2_000, seed: 4);
        Assert.All(images, grey => Assert.True(grey is >= 0 and <= 1 && MathF.Round(grey * 255) / 255 == grey));
        double[] mean = new double[Pixels];
        for (int image = 0; image < 2_000; image++)
        {
            ReadOnlySpan<float> pixels = images.AsSpan(image * Pixels, Pixels);
            int dark = 0;
            for (int pixel = 0; pixel < Pixels; pixel++)
            {
                mean[pixel] += pixels[pixel] / 2_000;
                dark += pixels[pixel] > 0.4f ? 1 : 0;
            }

            Assert.InRange(dark, 8, Pixels / 2);
        }

        Assert.All(Enumerable.Range(0, Canvas.Side), column => Assert.InRange(mean[column], 0, 0.1));
        Assert.InRange(mean[14 * Canvas.Side + 14], 0.2, 0.8);
    }
}
