namespace CompiledNets;

/// <summary>What users may name, and need not name where there is only one.</summary>
internal static class Choice
{
    /// <summary>The item of a name, or the only one if no name is given.</summary>
    /// <param name="items">What there is.</param>
    /// <param name="nameOf">What an item is called.</param>
    /// <param name="name">The name, if one is given.</param>
    /// <param name="need">How the message of a failure begins: what wants an item.</param>
    /// <exception cref="ArgumentException">There is none of the name, or several and no name.</exception>
    public static T OnlyOrNamed<T>(IReadOnlyList<T> items, Func<T, string> nameOf, string? name, string need)
        where T : class
    {
        T? found = name is not null ? items.FirstOrDefault(item => nameOf(item) == name) : items.Count == 1 ? items[0] : null;
        string existing = items.Count == 0 ? "there is none" : $"there are {string.Join(", ", items.Select(item => $"'{nameOf(item)}'"))}";
        return found ?? throw new ArgumentException($"{need}: {existing}{(name is null ? "" : $", but no '{name}'")}.");
    }
}
