using System.Globalization;
using System.Xml.Linq;

namespace CompiledNets.Tests.Reports;

public sealed class LineChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void ACurve_GoesThroughItsPoints()
    {
        XElement picture = XElement.Parse(new LineChart("x", "y").Add("line", [(0, 0), (5, 50), (10, 100)]).ToSvg());
        (double X, double Y)[] points = Points(Curve(picture));
        Assert.Equal(3, points.Length);
        Assert.Equal((points[0].X + points[2].X) / 2, points[1].X, 0.11);
        Assert.Equal((points[0].Y + points[2].Y) / 2, points[1].Y, 0.11);
        Assert.True(points[0].Y > points[2].Y, "up is up");
        Assert.Contains("100", Labels(picture));
        Assert.Contains("10", Labels(picture));
    }

    [Fact]
    public void GapsInterrupt_AndALonePointIsSeen()
    {
        double[] values = [1, 2, double.NaN, 3, double.PositiveInfinity];
        string path = Curve(XElement.Parse(new LineChart("x", "y").Add("gaps", values).ToSvg()));
        Assert.Equal(2, path.Count(letter => letter == 'M'));
        Assert.Equal(1, path.Count(letter => letter == 'L'));
        Assert.DoesNotContain("N", path);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhateverTheValues_ThePictureIsWhole(bool logarithmic)
    {
        double[][] all = [[], [3], [0], [-1, -1], [1e-300, 1e300], [double.NaN], [-5, 7], [1e9, 1e9 + 1e-7], [double.MaxValue, double.MinValue]];
        foreach (double[] values in all)
        {
            XElement picture = XElement.Parse(new LineChart("x", "y") { Logarithmic = logarithmic }.Add("values", values).ToSvg());
            foreach ((double x, double y) in Points(Curve(picture)))
            {
                Assert.InRange(x, 0, 640);
                Assert.InRange(y, 0, 320);
            }

            Assert.DoesNotContain("NaN", picture.ToString());
            Assert.InRange(Labels(picture).Count(), 3, 40);
        }
    }

    [Fact]
    public void LogarithmicTicks_ArePowersOfTen()
    {
        XElement picture = XElement.Parse(new LineChart("x", "y") { Logarithmic = true }.Add("values", [0.002, 1, 70]).ToSvg());
        Assert.Superset(new HashSet<string> { "0.001", "0.01", "0.1", "1", "10", "100" }, Labels(picture).ToHashSet());
    }

    [Fact]
    public void Names_AreText()
    {
        XElement picture = XElement.Parse(new LineChart("<x>", "\"y\"").Add("a & b", [1, 2]).ToSvg());
        Assert.Superset(new HashSet<string> { "<x>", "\"y\"", "a & b" }, Labels(picture).ToHashSet());
    }

    private static string Curve(XElement picture) =>
        picture.Elements(Svg + "path").Single(path => path.Attribute("fill")?.Value == "none").Attribute("d")!.Value;

    private static IEnumerable<string> Labels(XElement picture) => picture.Elements(Svg + "text").Select(text => text.Value);

    private static (double X, double Y)[] Points(string path) =>
    [
        .. path.Replace("h0", "", StringComparison.Ordinal).Split(['M', 'L'], StringSplitOptions.RemoveEmptyEntries)
            .Select(point => point.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray())
            .Select(point => (point[0], point[1])),
    ];
}
