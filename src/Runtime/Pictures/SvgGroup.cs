namespace CompiledNets;

/// <summary>Boxes of one part or helper call that are drawn in a frame: several, with nothing foreign between them.</summary>
/// <param name="Left">The frame's left edge, with its name along it.</param>
/// <param name="First">The topmost layer.</param>
/// <param name="Last">The lowest.</param>
internal sealed record SvgGroup(string Name, double Left, double Right, int First, int Last)
{
    /// <summary>Room around the boxes, and to their left for the name.</summary>
    public const double Padding = 9, Head = 18;

    public static IReadOnlyList<SvgGroup> Of(PictureEntry entry, PictureLayers layers)
    {
        var groups = new List<SvgGroup>();
        int[] frames = entry.Frames();
        foreach (var members in layers.Slots.Where(slot => frames[slot.Box] >= 0).GroupBy(slot => frames[slot.Box]))
        {
            var group = new SvgGroup(
                entry.Boxes[members.Key].Group, members.Min(slot => slot.X - slot.Width / 2) - Head, members.Max(slot => slot.X + slot.Width / 2) + Padding,
                members.Min(slot => slot.Layer), members.Max(slot => slot.Layer));
            if (layers.Slots.Except(members).All(slot => !group.Meets(slot)))
            {
                groups.Add(group);
            }
        }

        return groups;
    }

    private bool Meets(Slot slot) =>
        slot.Layer >= First && slot.Layer <= Last && slot.X + slot.Width / 2 > Left && slot.X - slot.Width / 2 < Right;
}
