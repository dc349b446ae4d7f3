using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;

namespace CompiledNets;

/// <summary>Nodes and what joins them, as a picture in text: SVG that stands by itself or within HTML. Nodes that many edges join are drawn
/// close to each other. Meant for some hundred nodes: the time to place them grows with their square.</summary>
/// <example><code>
/// string svg = new GraphChart(4, [(0, 1), (1, 2), (2, 3)]).Group("left", [0, 1]).Group("right", [2, 3]).Ring("given", [0, 3]).ToSvg();
/// </code></example>
public sealed class GraphChart
{
    private const double Width = 640, Height = 440, Margin = 24, Top = 48, Radius = 11, RingRadius = 14;

    private readonly int nodes;
    private readonly ImmutableArray<(int A, int B)> edges;
    private readonly List<(string Name, ImmutableArray<int> Nodes, bool IsRing)> groups = [];

    /// <summary>A graph without colours.</summary>
    /// <param name="nodes">How many; each is written with its number, from 0 on.</param>
    /// <param name="edges">Pairs of nodes.</param>
    /// <exception cref="ArgumentOutOfRangeException">An edge names a node that is not there.</exception>
    public GraphChart(int nodes, IEnumerable<(int A, int B)> edges)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nodes);
        ArgumentNullException.ThrowIfNull(edges);
        this.nodes = nodes;
        this.edges = [.. edges];
        foreach ((int a, int b) in this.edges)
        {
            RequireNode(a, nameof(edges));
            RequireNode(b, nameof(edges));
        }
    }

    /// <summary>Gives nodes a colour, which the legend explains.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A node is not there.</exception>
    public GraphChart Group(string name, IEnumerable<int> members) => Add(name, members, isRing: false);

    /// <summary>Draws rings around nodes, which the legend explains.</summary>
    /// <inheritdoc cref="Group"/>
    public GraphChart Ring(string name, IEnumerable<int> members) => Add(name, members, isRing: true);

    /// <summary>The picture.</summary>
    public string ToSvg()
    {
        (double X, double Y)[] places = [.. ForceLayout.Of(nodes, edges).Select(place => (
            Width / 2 + place.X * (Width / 2 - Margin), (Top + Height) / 2 + place.Y * ((Height - Top) / 2 - Margin)))];
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {Width} {Height}' width='{Width}' ")
            .Append("font-family='system-ui, sans-serif' font-size='12' fill='#808080'>\n");
        foreach ((int a, int b) in edges)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path d='M{places[a].X:0.#} {places[a].Y:0.#}L{places[b].X:0.#} {places[b].Y:0.#}' ")
                .Append("stroke='#808080' stroke-opacity='0.4'/>\n");
        }

        string[] fills = [.. Enumerable.Repeat("#808080", nodes)];
        for (int number = 0; number < groups.Count; number++)
        {
            (string name, ImmutableArray<int> members, bool isRing) = groups[number];
            string colour = LineChart.Colours[number % LineChart.Colours.Length];
            double x = Margin + number * (Width - Margin) / Math.Max(3, groups.Count);
            svg.Append(isRing ? Ring(x, 14, 6, colour) : Disc(x, 14, 6, colour))
                .Append(CultureInfo.InvariantCulture, $"<text x='{x + 12:0.#}' y='18'>{WebUtility.HtmlEncode(name)}</text>\n");
            foreach (int node in members)
            {
                if (isRing)
                {
                    svg.Append(Ring(places[node].X, places[node].Y, RingRadius, colour));
                }
                else
                {
                    fills[node] = colour;
                }
            }
        }

        for (int node = 0; node < nodes; node++)
        {
            svg.Append(Disc(places[node].X, places[node].Y, Radius, fills[node])).Append(
                CultureInfo.InvariantCulture,
                $"<text x='{places[node].X:0.#}' y='{places[node].Y + 4:0.#}' text-anchor='middle' font-size='11' fill='#fff'>{node}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static string Disc(double x, double y, double radius, string colour) =>
        string.Create(CultureInfo.InvariantCulture, $"<circle cx='{x:0.#}' cy='{y:0.#}' r='{radius}' fill='{colour}'/>\n");

    private static string Ring(double x, double y, double radius, string colour) =>
        string.Create(CultureInfo.InvariantCulture, $"<circle cx='{x:0.#}' cy='{y:0.#}' r='{radius}' fill='none' stroke='{colour}' stroke-width='2.5'/>\n");

    private GraphChart Add(string name, IEnumerable<int> members, bool isRing)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(members);
        ImmutableArray<int> all = [.. members];
        foreach (int node in all)
        {
            RequireNode(node, nameof(members));
        }

        groups.Add((name, all, isRing));
        return this;
    }

    private void RequireNode(int node, string parameterName)
    {
        if ((uint)node >= (uint)nodes)
        {
            throw new ArgumentOutOfRangeException(parameterName, node, $"There are {nodes} nodes, from 0 on.");
        }
    }
}
