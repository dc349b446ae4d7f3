using System.Globalization;
using System.Xml.Linq;

namespace CompiledNets.Tests.Reports;

public sealed class GraphChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(35)]
    public void EveryNode_HasAPlaceWithinThePicture(int nodes)
    {
        // A line, and a node with itself.
        var edges = Enumerable.Range(0, Math.Max(0, nodes - 1)).Select(node => (node, node + 1)).Concat(nodes > 0 ? [(0, 0)] : []);
        XElement[] discs = Discs(new GraphChart(nodes, edges));
        Assert.Equal(nodes, discs.Length);
        Assert.All(discs, disc => Assert.InRange(Number(disc, "cx"), 11, 640 - 11));
        Assert.All(discs, disc => Assert.InRange(Number(disc, "cy"), 11, 440 - 11));
        Assert.Equal(nodes, discs.Select(disc => (Number(disc, "cx"), Number(disc, "cy"))).Distinct().Count());
    }

    [Fact]
    public void JoinedNodes_StandCloserThanOthers()
    {
        // Two cliques of four, and a bridge between them.
        var cliques = Enumerable.Range(0, 8).SelectMany(a => Enumerable.Range(0, a).Where(b => a / 4 == b / 4).Select(b => (a, b)));
        (int, int)[] edges = [.. cliques, (3, 4)];
        XElement[] discs = Discs(new GraphChart(8, edges));
        double Distance(int a, int b) => Math.Sqrt(
            Math.Pow(Number(discs[a], "cx") - Number(discs[b], "cx"), 2) + Math.Pow(Number(discs[a], "cy") - Number(discs[b], "cy"), 2));
        Assert.True(edges.Take(12).Max(edge => Distance(edge.Item1, edge.Item2)) < Distance(0, 7));
        Assert.Equal(new GraphChart(8, edges).ToSvg(), new GraphChart(8, edges).ToSvg());
    }

    [Fact]
    public void GroupsAndRings_AreColouredAndExplained()
    {
        GraphChart chart = new GraphChart(3, [(0, 1)]).Group("left & right", [0, 2]).Ring("given", [1]);
        string[] fills = [.. Discs(chart).Select(disc => disc.Attribute("fill")!.Value)];
        Assert.Equal(fills[0], fills[2]);
        Assert.NotEqual(fills[0], fills[1]);
        XElement picture = XElement.Parse(chart.ToSvg());
        Assert.Single(picture.Elements(Svg + "circle"), circle => circle.Attribute("fill")!.Value == "none" && Number(circle, "r") > 11);
        Assert.Superset(new HashSet<string> { "left & right", "given" }, picture.Elements(Svg + "text").Select(text => text.Value).ToHashSet());
        Assert.Contains("<h2>Club</h2>\n<svg", new Report("title").Chart("Club", chart).ToString());
    }

    [Fact]
    public void NodesThatAreNotThere_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("edges", () => new GraphChart(2, [(0, 2)]));
        Assert.Throws<ArgumentOutOfRangeException>("members", () => new GraphChart(2, []).Ring("none", [-1]));
    }

    private static XElement[] Discs(GraphChart chart) =>
        [.. XElement.Parse(chart.ToSvg()).Elements(Svg + "circle").Where(circle => Number(circle, "r") == 11)];

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
