using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>A layer or op as users write it: reads its arguments, checks its inputs' shapes and adds the nodes that it stands
/// for. Every class of this kind in the assembly is found by itself: a new op is a new file.</summary>
internal abstract class Definition
{
    /// <summary>The name in network code: the method of <c>Ops</c>, the attribute without "Attribute".</summary>
    public abstract string Name { get; }

    /// <summary>Adds the op's nodes. Null where something is wrong, which <paramref name="call"/> was told of.</summary>
    public abstract Node? Build(Call call);

    /// <summary>What input number <paramref name="input"/> holds: floats, ints, or null for either.</summary>
    public virtual ElementKind? Reads(int input) => ElementKind.Float;

    /// <summary>How many inputs it takes at least. C# counts those of inline calls, but a chain gives each of its layers one.</summary>
    public virtual int LeastInputs => 1;

    /// <summary>Whether it is about the parameters of the entry point's other layers, all of which must then be there before it.</summary>
    public virtual bool ReadsLayers => false;

    /// <summary>For losses at the end of a class-level chain: the shape of one sample's label, given the prediction's.</summary>
    public virtual Shape TargetShape(Shape prediction) => prediction;
}

internal static class Definitions
{
    private static readonly Dictionary<string, Definition> ByName = typeof(Definition).Assembly.GetTypes()
        .Where(type => typeof(Definition).IsAssignableFrom(type) && !type.IsAbstract)
        .Select(type => (Definition)Activator.CreateInstance(type)!)
        .ToDictionary(definition => definition.Name, StringComparer.Ordinal);

    public static IEnumerable<Definition> All => ByName.Values;

    public static Definition? Find(string name) => ByName.TryGetValue(name, out Definition? definition) ? definition : null;
}
