namespace CompiledNets;

/// <summary>Places of a graph's nodes in the plane: edges pull, nodes push each other away (Fruchterman and Reingold, "Graph drawing by
/// force-directed placement", 1991). The same graph is placed the same way each time.</summary>
internal static class ForceLayout
{
    private const int Rounds = 500;

    // A pair that touches is pushed apart as if it were so far apart.
    private const double Least = 1e-3;

    /// <summary>Places within a square from -1 to 1, whose borders the outermost nodes reach.</summary>
    /// <param name="nodes">How many; each is named by its number from 0 on.</param>
    /// <param name="edges">Pairs of nodes. One with itself pulls nothing.</param>
    public static (double X, double Y)[] Of(int nodes, IReadOnlyCollection<(int A, int B)> edges)
    {
        // On a circle to begin with, at steps of the golden angle, so that neighbours in number are none in place.
        double golden = Math.PI * (3 - Math.Sqrt(5));
        var places = new (double X, double Y)[nodes];
        for (int node = 0; node < nodes; node++)
        {
            places[node] = (Math.Cos(node * golden), Math.Sin(node * golden));
        }

        double ideal = Math.Sqrt(4.0 / Math.Max(1, nodes));
        var forces = new (double X, double Y)[nodes];
        for (int round = 0; round < Rounds; round++)
        {
            Array.Clear(forces);
            for (int a = 0; a < nodes; a++)
            {
                for (int b = 0; b < a; b++)
                {
                    Push(a, b, distance => ideal * ideal / distance);
                }
            }

            foreach ((int a, int b) in edges)
            {
                if (a != b)
                {
                    Push(a, b, distance => -distance * distance / ideal);
                }
            }

            // No node moves farther than the temperature, which falls.
            double temperature = 0.2 * (1 - (double)round / Rounds);
            for (int node = 0; node < nodes; node++)
            {
                (double x, double y) = forces[node];
                double scale = Math.Min(1, temperature / Math.Max(Least, Math.Sqrt(x * x + y * y)));
                places[node] = (places[node].X + scale * x, places[node].Y + scale * y);
            }
        }

        return Fit(places);

        void Push(int a, int b, Func<double, double> force)
        {
            (double x, double y) = (places[a].X - places[b].X, places[a].Y - places[b].Y);
            double distance = Math.Max(Least, Math.Sqrt(x * x + y * y)), share = force(distance) / distance;
            forces[a] = (forces[a].X + share * x, forces[a].Y + share * y);
            forces[b] = (forces[b].X - share * x, forces[b].Y - share * y);
        }
    }

    /// <summary>Each axis from -1 to 1.</summary>
    private static (double X, double Y)[] Fit((double X, double Y)[] places)
    {
        return [.. Axis(place => place.X).Zip(Axis(place => place.Y))];

        IEnumerable<double> Axis(Func<(double X, double Y), double> of)
        {
            double low = places.Select(of).DefaultIfEmpty().Min(), extent = places.Select(of).DefaultIfEmpty().Max() - low;
            return places.Select(place => extent > Least ? 2 * (of(place) - low) / extent - 1 : 0);
        }
    }
}
