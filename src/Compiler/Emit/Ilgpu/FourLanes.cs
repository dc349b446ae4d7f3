using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Emit.Ilgpu;

/// <summary>What a thread holds that has four neighbours of a step's values: those that lie where the step's own elements do come and go by 128 bits,
/// and one function does the work for each of the four.</summary>
/// <param name="view">The view that a value lies in.</param>
internal sealed class FourLanes(Func<Node, string> view)
{
    private readonly List<(string View, bool Reads, bool Writes)> lanes = [];
    private readonly HashSet<string> elsewhere = new(StringComparer.Ordinal);

    /// <summary>Whether there is something to load or store, and nothing that is needed at another place too.</summary>
    public bool Work => lanes.Count > 0 && !lanes.Any(lane => elsewhere.Contains(lane.View));

    /// <summary>The name of a value's element in the function; null if it is read from its view: ints, and what does not begin at a multiple of four.</summary>
    public string? Of(Node node, bool reads, bool writes)
    {
        if (node.Type.Element == ElementKind.Int || !DeviceKernel.IsAligned(node))
        {
            return null;
        }

        string name = view(node);
        int index = lanes.FindIndex(lane => lane.View == name);
        if (index < 0)
        {
            lanes.Add((name, reads, writes));
        }
        else
        {
            // What is read after a store is that store's.
            lanes[index] = (name, lanes[index].Reads || (reads && !lanes[index].Writes), lanes[index].Writes || writes);
        }

        return name;
    }

    /// <summary>The view of a value that is looked at by index.</summary>
    public string ViewOf(Node node)
    {
        string name = view(node);
        elsewhere.Add(name);
        return name;
    }

    /// <summary>Writes the function: the chain for one element.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="name">What to call it.</param>
    /// <param name="parameters">The kernel's.</param>
    /// <param name="body">The chain.</param>
    public void WriteFunction(CodeWriter writer, string name, IEnumerable<StepParameter> parameters, string body)
    {
        writer.List($"private static void {name}", [$"int {DeviceChain.Index}", .. parameters.Select(Declared)]);
        using (writer.Braces(""))
        {
            writer.Lines(body);
        }
    }

    /// <summary>Writes the kernel's part: loads, four calls, stores.</summary>
    public void WriteCalls(CodeWriter writer, string name, IReadOnlyList<StepParameter> parameters)
    {
        foreach ((string view, bool reads, bool _) in lanes)
        {
            string four = DeviceText.Library + ".F4";
            writer.Line($"{four} {Four(view)} = {(reads ? $"{four}.At({view}, {DeviceChain.Index})" : "new()")};");
        }

        for (int lane = 0; lane < 4; lane++)
        {
            string number = lane == 0 ? DeviceChain.Index : $"{DeviceChain.Index} + {Names.Text(lane)}", component = "XYZW".Substring(lane, 1);
            writer.Line($"{name}({string.Join(", ", parameters.Select(parameter => Argument(parameter, component)).Prepend(number))});");
        }

        foreach ((string view, bool _, bool _) in lanes.Where(lane => lane.Writes))
        {
            writer.Line($"{DeviceText.Library}.F4.Put({view}, {DeviceChain.Index}, {Four(view)});");
        }
    }

    private static string Four(string view) => "fourOf" + Names.Pascal(view.TrimStart('@'));

    private string Declared(StepParameter parameter) => LaneOf(parameter) is { } lane
        ? $"{(lane.Writes ? "ref " : "")}float {parameter.Name}"
        : $"{parameter.Type} {parameter.Name}";

    private string Argument(StepParameter parameter, string component) => LaneOf(parameter) is { } lane
        ? $"{(lane.Writes ? "ref " : "")}{Four(parameter.Name)}.{component}"
        : parameter.Name;

    private (string View, bool Reads, bool Writes)? LaneOf(StepParameter parameter) =>
        lanes.Any(lane => lane.View == parameter.Name) ? lanes.First(lane => lane.View == parameter.Name) : null;
}
