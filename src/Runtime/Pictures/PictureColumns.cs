namespace CompiledNets;

/// <summary>Gives the slots of a layered drawing their places from left to right: each as near as possible to the middle of its
/// neighbours, in its layer's order and without overlap.</summary>
internal static class PictureColumns
{
    private const int Sweeps = 12;
    private const double Gap = 32;

    // What passes gives way to boxes.
    private const double PassageWeight = 0.001;

    public static void Place(PictureLayers picture)
    {
        foreach (IReadOnlyList<Slot> layer in picture.Layers)
        {
            Settle(layer, [.. layer.Select(_ => 0.0)]);
        }

        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            bool down = sweep % 2 == 0;
            foreach (IReadOnlyList<Slot> layer in down ? picture.Layers : picture.Layers.Reverse())
            {
                Settle(layer, [.. layer.Select(slot => Wish(slot, down))]);
            }
        }
    }

    /// <summary>The middle of its neighbours on one side, or of those on the other where there are none. A box follows boxes, so that the
    /// main line is straight and what bypasses it bends.</summary>
    private static double Wish(Slot slot, bool down)
    {
        List<Slot> near = down ? slot.Above : slot.Below;
        near = near.Count > 0 ? near : down ? slot.Below : slot.Above;
        IEnumerable<Slot> boxes = near.Where(neighbour => neighbour.Box >= 0);
        return near.Count == 0 ? slot.X : slot.Box >= 0 && boxes.Any() ? boxes.Average(box => box.X) : near.Average(neighbour => neighbour.X);
    }

    /// <summary>The places nearest to the wishes, by squares, that keep order and distance: isotonic regression of what is left when
    /// each slot's least distance from the first is taken off (pool adjacent violators; Ayer and others 1955).</summary>
    private static void Settle(IReadOnlyList<Slot> layer, double[] wishes)
    {
        double[] offset = new double[layer.Count];
        for (int index = 1; index < offset.Length; index++)
        {
            offset[index] = offset[index - 1] + (layer[index - 1].Width + layer[index].Width) / 2 + Gap;
        }

        var pools = new List<(double Sum, double Weight, int Count)>();
        for (int index = 0; index < wishes.Length; index++)
        {
            double weight = layer[index].Box >= 0 ? 1 : PassageWeight;
            (double Sum, double Weight, int Count) pool = (weight * (wishes[index] - offset[index]), weight, 1);
            while (pools.Count > 0 && pools[^1].Sum / pools[^1].Weight >= pool.Sum / pool.Weight)
            {
                pool = (pool.Sum + pools[^1].Sum, pool.Weight + pools[^1].Weight, pool.Count + pools[^1].Count);
                pools.RemoveAt(pools.Count - 1);
            }

            pools.Add(pool);
        }

        int slot = 0;
        foreach ((double sum, double weight, int count) in pools)
        {
            for (int member = 0; member < count; member++, slot++)
            {
                layer[slot].X = sum / weight + offset[slot];
            }
        }
    }
}
