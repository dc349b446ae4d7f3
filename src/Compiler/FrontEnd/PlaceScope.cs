using System.Globalization;

namespace CompiledNets.Compiler.FrontEnd;

/// <summary>Counts the inline layers of an entry point, or of one call of a helper within it: their names in files and views are
/// the path of helper calls and their own kind, each with its ordinal in the scope around it.</summary>
internal sealed class PlaceScope
{
    private readonly string filePrefix;
    private readonly string viewPrefix;
    private readonly string owner;

    // Kinds and helpers share one count by lower-case name, so that a helper named like a kind cannot meet its names.
    private readonly Dictionary<string, int> ordinals = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The outermost scope of an entry point.</summary>
    public PlaceScope(string owner)
        : this("", "", owner)
    {
    }

    private PlaceScope(string filePrefix, string viewPrefix, string owner) =>
        (this.filePrefix, this.viewPrefix, this.owner) = (filePrefix, viewPrefix, owner);

    /// <summary>The scope of the next call of a helper: <c>stage1.</c> and <c>Stage1.</c> within this one.</summary>
    public PlaceScope Enter(string helper)
    {
        string ordinal = Next(helper);
        return new PlaceScope(
            $"{filePrefix}{Naming.LowerFirst(helper)}{ordinal}.", $"{viewPrefix}{Naming.UpperFirst(helper)}{ordinal}.", owner);
    }

    /// <summary>The place of the next inline call of an op: <c>conv2d1</c> and <c>Conv2D1</c> within this scope.</summary>
    /// <param name="fileName">The whole name in files if the call gives it, or null.</param>
    public Place Take(string op, string? fileName)
    {
        string ordinal = Next(op);
        return new Place(fileName ?? $"{filePrefix}{op.ToLowerInvariant()}{ordinal}", $"{viewPrefix}{op}{ordinal}", owner);
    }

    /// <summary>The place of a class-level chain's next layer: its position as <c>nn.Sequential</c> counts, and its kind.</summary>
    public static Place InChain(string owner, IReadOnlyList<LayerSpec> before, string op) => InChain("", "", owner, before, op);

    /// <summary>The place of a part's next layer: the part's own name if it is the only one.</summary>
    public static Place InPart(string part, IReadOnlyList<LayerSpec> before, string op, bool isOnly) => isOnly
        ? new Place(Naming.LowerFirst(part), part, part)
        : InChain(Naming.LowerFirst(part) + ".", part + ".", part, before, op);

    private static Place InChain(string filePrefix, string viewPrefix, string owner, IReadOnlyList<LayerSpec> before, string op)
    {
        int ordinal = before.Count(layer => layer.Op == op) + 1;
        return new Place(filePrefix + Text(before.Count), viewPrefix + op + Text(ordinal), owner);
    }

    private string Next(string name)
    {
        ordinals.TryGetValue(name, out int count);
        ordinals[name] = count + 1;
        return Text(count + 1);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
