namespace CompiledNets;

/// <summary>A place in a layered drawing: a box, or where a long arrow passes a layer.</summary>
/// <param name="box">The box's number, or -1 for a passage.</param>
/// <param name="layer">Counted from the top.</param>
/// <param name="width">In pixels.</param>
internal sealed class Slot(int box, int layer, double width)
{
    public int Box => box;

    public int Layer => layer;

    public double Width => width;

    /// <summary>Its middle.</summary>
    public double X { get; set; }

    /// <summary>Neighbours in the layer above, and in the one below.</summary>
    public List<Slot> Above { get; } = [];

    public List<Slot> Below { get; } = [];
}

/// <summary>Boxes in layers, each below all that it reads, and long arrows as a passage in every layer between (Sugiyama, Tagawa and
/// Toda 1981); ordered within layers by the barycentre of their neighbours, so that few arrows cross.</summary>
internal sealed class PictureLayers
{
    private const int Sweeps = 6;
    private const double PassageWidth = 14;
    private readonly List<List<Slot>> layers = [];

    public PictureLayers(PictureEntry entry, Func<int, double> width)
    {
        int[] depth = Depths(entry);
        Slots = [.. depth.Select((layer, number) => new Slot(number, layer, width(number)))];
        for (int layer = 0; layer <= depth.Max(); layer++)
        {
            layers.Add([.. Slots.Where(slot => slot.Layer == layer)]);
        }

        for (int number = 0; number < entry.Boxes.Count; number++)
        {
            foreach (int input in entry.Boxes[number].Inputs)
            {
                Arrows.Add(Connect(Slots[input], Slots[number]));
            }
        }

        Order();
    }

    /// <summary>The boxes' slots, by number.</summary>
    public IReadOnlyList<Slot> Slots { get; }

    /// <summary>Each layer's slots from left to right.</summary>
    public IReadOnlyList<IReadOnlyList<Slot>> Layers => layers;

    /// <summary>Each arrow as the slots that it goes through.</summary>
    public List<Slot[]> Arrows { get; } = [];

    /// <summary>Below all that it reads; what reads nothing stands right above its first reader.</summary>
    private static int[] Depths(PictureEntry entry)
    {
        int[] depth = new int[entry.Boxes.Count];
        for (int number = 0; number < depth.Length; number++)
        {
            depth[number] = entry.Boxes[number].Inputs.Select(input => depth[input] + 1).DefaultIfEmpty(0).Max();
        }

        for (int number = 0; number < depth.Length; number++)
        {
            IEnumerable<int> readers = Enumerable.Range(0, depth.Length).Where(other => entry.Boxes[other].Inputs.Contains(number));
            depth[number] = entry.Boxes[number].Inputs.Length > 0 ? depth[number] : readers.Select(reader => depth[reader] - 1).DefaultIfEmpty(0).Min();
        }

        return depth;
    }

    private Slot[] Connect(Slot from, Slot to)
    {
        var way = new List<Slot> { from };
        for (int layer = from.Layer + 1; layer < to.Layer; layer++)
        {
            var passage = new Slot(-1, layer, PassageWidth);
            layers[layer].Add(passage);
            way.Add(passage);
        }

        way.Add(to);
        for (int index = 1; index < way.Count; index++)
        {
            way[index - 1].Below.Add(way[index]);
            way[index].Above.Add(way[index - 1]);
        }

        return [.. way];
    }

    private void Order()
    {
        Slot[][] best = [.. layers.Select(layer => layer.ToArray())];
        int fewest = Crossings();
        for (int sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            bool down = sweep % 2 == 0;
            for (int step = 1; step < layers.Count; step++)
            {
                int layer = down ? step : layers.Count - 1 - step;
                List<Slot> fixedLayer = layers[down ? layer - 1 : layer + 1];
                layers[layer] = [.. layers[layer].OrderBy(slot => Barycentre(down ? slot.Above : slot.Below, fixedLayer, layers[layer].IndexOf(slot)))];
            }

            int crossings = Crossings();
            if (crossings < fewest)
            {
                (fewest, best) = (crossings, [.. layers.Select(layer => layer.ToArray())]);
            }
        }

        for (int layer = 0; layer < layers.Count; layer++)
        {
            layers[layer] = [.. best[layer]];
        }
    }

    private static double Barycentre(List<Slot> neighbours, List<Slot> layer, int own) =>
        neighbours.Count > 0 ? neighbours.Average(neighbour => layer.IndexOf(neighbour)) : own;

    private int Crossings()
    {
        int count = 0;
        for (int layer = 1; layer < layers.Count; layer++)
        {
            List<Slot> above = layers[layer - 1];
            (int From, int To)[] arrows =
                [.. layers[layer].SelectMany((slot, to) => slot.Above.Select(neighbour => (above.IndexOf(neighbour), to)))];
            count += arrows.Sum(first => arrows.Count(second => first.From < second.From && first.To > second.To));
        }

        return count;
    }
}
