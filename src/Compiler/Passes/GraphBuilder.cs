using System.Collections.Immutable;
using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Passes;

/// <summary>Builds the graph of one entry point in one mode: gives every call of its body to the op's definition, which
/// checks shapes and adds nodes. What depends on a call that failed is left out silently: one mistake is one finding.</summary>
internal sealed class GraphBuilder
{
    private readonly EntrySpec entry;
    private readonly TensorTable tensors;
    private readonly bool training;
    private readonly int entryOrdinal;
    private readonly HashSet<Fault> findings = [];
    private readonly PartSpec[] parts;
    private readonly HashSet<string> partNames;
    private readonly HashSet<string> evaluated;
    private readonly Node?[] values;
    private readonly LayerRow?[] rows;
    private readonly Dictionary<int, IReadOnlyList<Node>> furtherResults = [];

    public GraphBuilder(EntrySpec entry, int entryOrdinal, IEnumerable<PartSpec> parts, TensorTable tensors, bool training)
    {
        this.entry = entry;
        this.parts = [.. parts];
        partNames = [.. parts.Select(part => part.Name)];
        this.entryOrdinal = entryOrdinal;
        this.tensors = tensors;
        this.training = training;
        evaluated = [.. entry.Evaluates.Select(name => name.Name)];
        values = new Node?[entry.Body.Count];
        rows = new LayerRow?[entry.Body.Count];
    }

    public Graph Graph { get; } = new();

    public IEnumerable<Fault> Findings => findings;

    /// <summary>What the user's calls became, in order.</summary>
    public IEnumerable<LayerRow> Rows => rows.OfType<LayerRow>();

    /// <summary>Every call with its value, once all of them could be built.</summary>
    public ImmutableArray<BuiltCall> Calls =>
        [.. entry.Body.Select((call, index) => new BuiltCall(call, values[index]!, rows[index]))];

    public bool IsTraining(Place? place) => training && (place is null || !evaluated.Contains(place.Owner));

    /// <summary>What call number <paramref name="index"/> of the body became; null if it failed.</summary>
    public Node? ValueOf(int index) => index < 0 ? null : values[index];

    public void Report(Fault finding) => findings.Add(finding);

    /// <summary>Values of all stored tensors so far.</summary>
    public long StoredValues => tensors.Values;

    public StoredTensor Tensor(
        Place place, string member, string file, Shape shape, bool isState, int fanIn, int fanOut, string initializer) =>
        tensors.Get(place, member, file, shape, isState, fanIn, fanOut, initializer);

    /// <summary>What <see cref="Tensor"/> gave for a place earlier, or null.</summary>
    public StoredTensor? KnownTensor(Place place, string file) => tensors.Find(place, file);

    /// <summary>Every layer of a part, called here or not, and every other layer of this entry point, once.</summary>
    public IEnumerable<SpecNode> Layers =>
        parts.SelectMany(part => part.Layers)
            .Select(layer => new SpecNode(layer.Op, [], layer.Arguments, layer.Place, "", layer.Site))
            .Concat(entry.Body.Where(node => node.Place is not null))
            .GroupBy(layer => layer.Place)
            .Select(layer => layer.First());

    /// <summary>Builds every call. Returns the entry point's results, or null if something was wrong on the way to them.</summary>
    public ImmutableArray<Node>? Build()
    {
        foreach (int index in BuildOrder())
        {
            values[index] = Build(entry.Body[index], index);
        }

        var results = ImmutableArray.CreateBuilder<Node>();
        foreach (ResultSpec result in entry.Results)
        {
            if (result.Node < 0 || values[result.Node] is not { } value)
            {
                return null;
            }

            results.Add(value);
        }

        return results.ToImmutable();
    }

    /// <summary>The calls as written, but last those that read the parameters of all layers, with what depends on them.</summary>
    private IEnumerable<int> BuildOrder()
    {
        bool[] isLate = new bool[entry.Body.Count];
        for (int index = 0; index < isLate.Length; index++)
        {
            SpecNode spec = entry.Body[index];
            isLate[index] = Definitions.Find(spec.Op) is { ReadsLayers: true } || spec.Inputs.Any(input => isLate[input]);
        }

        return Enumerable.Range(0, isLate.Length).OrderBy(index => isLate[index]);
    }

    private Node? Build(SpecNode spec, int index)
    {
        switch (spec.Op)
        {
            case SpecNode.Parameter:
                return entry.Parameters[index] is { Shape: { } shape } parameter ? Input(index, parameter.Kind, new Shape(shape)) : null;
            case SpecNode.FurtherResult:
                return FurtherResult(spec);
            case SpecNode.Constant:
                var number = (Literal.Number)spec.Arguments[0].Value;
                return Graph.Add(new ConstantOp(number.Value), new Label("Constant", "Constant", "", false, "constant", spec.Site));
        }

        if (Definitions.Find(spec.Op) is not { } definition)
        {
            Report(new Fault(Rules.UnknownOp.Id, [spec.Op], spec.Site));
            return null;
        }

        var inputs = ImmutableArray.CreateBuilder<Node>();
        foreach (int input in spec.Inputs)
        {
            ResolveTarget(spec, definition, input);
            if (values[input] is not { } value)
            {
                return null;
            }

            inputs.Add(value);
        }

        return Build(definition, spec, index, inputs.ToImmutable());
    }

    private Node? Build(Definition definition, SpecNode spec, int index, ImmutableArray<Node> inputs)
    {
        int firstNode = Graph.Nodes.Count;
        int firstTensor = tensors.Count;
        Label label = LabelOf(spec);
        var call = new Call(this, spec, inputs, label, randomPlace: (entryOrdinal << 20) + index);
        Node? value = call.HasInputs(definition) && call.HasKinds(definition) ? definition.Build(call) : null;
        if (value is null || call.Failed || !ReadsKnownTokens(call, firstNode))
        {
            return null;
        }

        if (value.Shape.IsTooLarge)
        {
            call.Report(Rules.TooLarge, Story.Word(spec.Op), "its result", value.Shape.ToString());
            return null;
        }

        furtherResults[index] = call.FurtherResults;
        rows[index] = inputs.Length > 0 ? Row(spec, label, inputs, value, firstNode, firstTensor) : null;
        return value;
    }

    /// <summary>Reports tokens that an op of the network makes beyond what the call can look up. What callers give is checked when it
    /// comes.</summary>
    private bool ReadsKnownTokens(Call call, int firstNode)
    {
        for (int number = firstNode; number < Graph.Nodes.Count; number++)
        {
            Node node = Graph.Nodes[number];
            for (int index = 0; index < node.Inputs.Length; index++)
            {
                if (node.Op.TokenLimit(node, index) is { } limit && TokenBound.Of(node.Inputs[index]) is { } bound && bound.Largest >= limit)
                {
                    call.Report(
                        Rules.IndexOutOfRange, $"Index {Names.Text(bound.Largest)} of {bound.Maker}", $"what {call.Op} looks up",
                        $"It takes 0 to {Names.Text(limit - 1)}");
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>What a call returned in a tuple or an array after its first value. It is called as the variable that holds it, unless
    /// another call made it first.</summary>
    private Node? FurtherResult(SpecNode spec)
    {
        int index = (int)((Literal.Number)spec.Arguments[0].Value).Value;
        Node? result = furtherResults.TryGetValue(spec.Inputs[0], out IReadOnlyList<Node>? results) ? results[index] : null;
        SpecNode call = entry.Body[spec.Inputs[0]];
        if (result is not null && result != values[spec.Inputs[0]] && result.Label.Site == call.Site)
        {
            string name = spec.Name.Length > 0 ? LabelOf(call with { Name = spec.Name }).Name : result.Label.Name;
            result.Label = result.Label with { Name = name, Variable = spec.Name };
        }

        return result;
    }

    /// <summary>A class-level chain's label takes its shape from the loss that reads it.</summary>
    private void ResolveTarget(SpecNode spec, Definition definition, int input)
    {
        if (values[input] is null && input < entry.Parameters.Count && entry.Parameters[input].Shape is null
            && values[spec.Inputs[0]] is { } prediction)
        {
            values[input] = Input(input, entry.Parameters[input].Kind, definition.TargetShape(prediction.Shape));
        }
    }

    private Node Input(int index, ValueKind kind, Shape shape)
    {
        ParameterSpec parameter = entry.Parameters[index];
        string name = Names.Pascal(parameter.Name);
        return Graph.Add(new InputOp(index, parameter.Name, kind, shape), new Label(name, name, "", false, "input", parameter.Site) { Variable = parameter.Name });
    }

    private Label LabelOf(SpecNode spec)
    {
        string layer = spec.Place?.View.Replace(".", "") ?? spec.Op;
        string name = spec.Name.Length > 0 && !IsPart(spec.Place) ? HelperPath(spec.Place) + Names.Pascal(spec.Name) : layer;
        return new Label(name, spec.Place is null ? name : layer, "", false, spec.Op, spec.Site) { Variable = spec.Name };
    }

    // A local of a helper is one value at each call: the calls' path tells them apart.
    private static string HelperPath(Place? place) =>
        place is null || !place.View.Contains('.') ? "" : place.View.Substring(0, place.View.LastIndexOf('.')).Replace(".", "");

    // A part's member name says more than the local that holds its value.
    private bool IsPart(Place? place) => place is not null && partNames.Contains(place.Owner);

    private LayerRow Row(SpecNode spec, Label label, ImmutableArray<Node> inputs, Node value, int firstNode, int firstTensor)
    {
        long flops = 0;
        for (int index = firstNode; index < Graph.Nodes.Count; index++)
        {
            flops += Graph.Nodes[index].Op.Flops(Graph.Nodes[index]);
        }

        int parameters = tensors.From(firstTensor).Where(tensor => !tensor.IsState).Sum(tensor => tensor.Shape.Size);
        return new LayerRow(label.Layer, spec.Op, inputs[0].Shape, value.Shape, parameters, flops, spec.Place?.Owner ?? "");
    }
}
