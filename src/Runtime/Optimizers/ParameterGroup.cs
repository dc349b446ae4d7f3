using System.Text.RegularExpressions;

namespace CompiledNets;

/// <summary>Parameters that an optimiser treats differently. PyTorch: a parameter group.</summary>
/// <example><code>
/// new AdamW(0.001) { Groups = [new("backbone", rateFactor: 0.1), new("*.bias", weightDecay: 0)] }
/// </code></example>
public sealed class ParameterGroup
{
    private readonly Regex expression;

    /// <summary>Describes a group.</summary>
    /// <param name="pattern">Names in files, in which <c>*</c> stands for any characters: <c>*.bias</c>. The beginning of a name
    /// up to a dot will do: <c>backbone</c>, or <c>nameof(Backbone)</c>, is all of that part.</param>
    /// <param name="rateFactor">What the optimiser's learning rate is multiplied by, schedule and all: at least 0.</param>
    /// <param name="weightDecay">The group's weight decay, at least 0; <c>null</c> for the optimiser's.</param>
    /// <exception cref="ArgumentException"><paramref name="pattern"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public ParameterGroup(string pattern, double rateFactor = 1, double? weightDecay = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(pattern);
        Pattern = pattern;
        RateFactor = Hyperparameter.NotNegative(rateFactor, nameof(rateFactor));
        WeightDecay = weightDecay is { } decay ? Hyperparameter.NotNegative(decay, nameof(weightDecay)) : null;

        // Members begin with a capital letter, their names in files do not.
        string name = char.ToLowerInvariant(pattern[0]) + pattern[1..];
        string glob = Regex.Escape(name).Replace("\\*", ".*", StringComparison.Ordinal);
        expression = new Regex($"^{glob}($|\\.)", RegexOptions.CultureInvariant);
    }

    /// <summary>The names of the group's parameters.</summary>
    public string Pattern { get; }

    /// <summary>What the optimiser's learning rate is multiplied by.</summary>
    public double RateFactor { get; }

    /// <summary>The group's weight decay; <c>null</c> for the optimiser's.</summary>
    public double? WeightDecay { get; }

    /// <summary>Whether the group's pattern matches a name in files.</summary>
    public bool Matches(string parameter) => expression.IsMatch(parameter);

    /// <summary>For each slot of a network, the index of the first group that matches it, or their number where none does.</summary>
    /// <exception cref="ArgumentException">A group is left with nothing.</exception>
    internal static int[] OfSlots(IReadOnlyList<ParameterGroup> groups, NetworkLayout layout)
    {
        int[] indices = [.. layout.Slots.Select(slot => FirstMatch(slot.Name))];
        for (int index = 0; index < groups.Count; index++)
        {
            if (!layout.Slots.Where((slot, at) => slot.Role == SlotRole.Parameter && indices[at] == index).Any())
            {
                throw new ArgumentException(Complaint(groups[index], layout));
            }
        }

        return indices;

        int FirstMatch(string name)
        {
            int index = 0;
            while (index < groups.Count && !groups[index].Matches(name))
            {
                index++;
            }

            return index;
        }
    }

    private static string Complaint(ParameterGroup group, NetworkLayout layout)
    {
        string[] names = [.. layout.Slots.Where(slot => slot.Role == SlotRole.Parameter).Select(slot => slot.Name)];
        return names.Any(group.Matches)
            ? $"The parameter group '{group.Pattern}' gets no parameter of {layout.NetworkName}: groups before it match all of its names."
            : $"The parameter group '{group.Pattern}' matches no parameter of {layout.NetworkName}, which has {string.Join(", ", names)}.";
    }
}
