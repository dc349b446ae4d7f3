using System.Collections.Immutable;
using System.Globalization;
using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;
using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.Ops;

/// <summary>One call of a layer or op, as its <see cref="Definition"/> sees it: inputs, constant arguments, the parameters it
/// owns, and where to report what is wrong. Readers of arguments report bad values themselves and return a harmless one;
/// a definition asks <see cref="Failed"/> once, before it builds.</summary>
internal sealed partial class Call(GraphBuilder builder, SpecNode spec, ImmutableArray<Node> inputs, Label label, int randomPlace)
{
    public ImmutableArray<Node> Inputs { get; } = inputs;

    public Node Input => Inputs[0];

    /// <summary>The op's name as written, for messages.</summary>
    public string Op => spec.Op;

    /// <summary>What the layer is called in views and messages: <c>Head.Dense1</c>.</summary>
    public string Name => spec.Place?.View ?? spec.Op;

    /// <summary>Training behaviour: dropout drops, batch norm uses and updates batch statistics.</summary>
    public bool Training => builder.IsTraining(spec.Place);

    /// <summary>What numbers this call's random values apart from other calls', in every mode.</summary>
    public int RandomPlace { get; } = randomPlace;

    /// <summary>Whether something was reported.</summary>
    public bool Failed { get; private set; }

    /// <summary>The results of a call that returns a tuple, after the first.</summary>
    public List<Node> FurtherResults { get; } = [];

    // ---- Arguments ----------------------------------------------------------------------------------------------

    public bool Has(string name) => Find(name) is not null;

    /// <summary>An int of at least <paramref name="least"/>.</summary>
    public int Integer(string name, int? fallback = null, int least = 1)
    {
        switch (Find(name)?.Value)
        {
            case Literal.Number { Value: var value } when value == Math.Floor(value) && value >= least && value <= Shape.Limit:
                return (int)value;
            case Literal.Number { Value: var value }:
                ReportAt(
                    name, Rules.BadArgument, Op, name, Text(value),
                    value > Shape.Limit ? $"at most {Names.Grouped(Shape.Limit)}" : $"at least {Text(least)}");
                return least;
            case null when fallback is int given:
                return given;
            default:
                ReportAt(name, Rules.MissingArgument, Op, name, "write it as a constant");
                return least;
        }
    }

    /// <summary>A number that passes <paramref name="allowed"/>; <paramref name="range"/> says in words what passes.</summary>
    public double Number(string name, double? fallback, Func<double, bool> allowed, string range)
    {
        switch (Find(name)?.Value)
        {
            case Literal.Number { Value: var value } when allowed(value):
                return value;
            case Literal.Number { Value: var value }:
                ReportAt(name, Rules.BadArgument, Op, name, Text(value), range);
                return fallback ?? 0;
            case null when fallback is double given:
                return given;
            default:
                ReportAt(name, Rules.MissingArgument, Op, name, "write it as a constant");
                return 0;
        }
    }

    public bool Flag(string name, bool fallback) => Find(name)?.Value is Literal.Flag flag ? flag.Value : fallback;

    public string? Choice(string name) => (Find(name)?.Value as Literal.Choice)?.Member;

    public Literal? Value(string name) => Find(name)?.Value;

    /// <summary>A list of ints; one int counts as a list of one. Null if it was not given.</summary>
    public ImmutableArray<int>? Integers(string name) => Find(name)?.Value switch
    {
        Literal.Integers list => list.Values.AsImmutableArray(),
        Literal.Number { Value: var value } when value == Math.Floor(value) && Math.Abs(value) <= Shape.Limit => [(int)value],
        _ => null,
    };

    /// <summary>The argument "axis" as an axis of the input, counted from 0.</summary>
    public int Axis()
    {
        if (Integers("axis") is { Length: 1 } given)
        {
            return Axis("axis", given[0]);
        }

        Report(Rules.MissingArgument, Op, "axis", "write it as a constant");
        return 0;
    }

    /// <summary>An axis of the input, counted from 0.</summary>
    public int Axis(string argument, int axis)
    {
        Shape shape = Input.Shape;
        if (axis < -shape.Rank || axis >= shape.Rank)
        {
            ReportAt(
                argument, Rules.AxisOutOfRange, shape.Rank == 0 ? [] : [Facts.Of(Facts.Value, axis < 0 ? 0 : -1)], Op, Text(axis), Describe(), AxesOf(shape));
            return 0;
        }

        return axis < 0 ? axis + shape.Rank : axis;
    }

    // ---- Parameters ---------------------------------------------------------------------------------------------

    /// <summary>A learned tensor of this call's layer.</summary>
    /// <param name="member">Its name in C# views (<c>Weight</c>); files lower the first letter.</param>
    /// <param name="fanIn">Inputs that meet in one output value.</param>
    /// <param name="fanOut">Outputs that one input value reaches.</param>
    /// <param name="initializer">A member of <c>Initializer</c>; "Default" is decided by the activation that follows.</param>
    public Node Parameter(string member, Shape shape, int fanIn, int fanOut, string initializer) =>
        Stored(member, Lower(member), shape, isState: false, fanIn, fanOut, initializer);

    /// <inheritdoc cref="Parameter(string, Shape, int, int, string)"/>
    public Node Parameter(string member, string file, Shape shape, int fanIn, int fanOut, string initializer) =>
        Stored(member, file, shape, isState: false, fanIn, fanOut, initializer);

    /// <summary>A running statistic of this call's layer.</summary>
    public Node State(string member, string file, Shape shape, string initializer) =>
        Stored(member, file, shape, isState: true, shape.Size, shape.Size, initializer);

    /// <summary>The learned tensors of a part, or of an entry point's inline layers, that this entry point has: all of them for a
    /// definition that <see cref="Definition.ReadsLayers"/>.</summary>
    public IEnumerable<Node> ParametersOf(string owner) => Parameters.Where(node => ((StoredOp)node.Op).Tensor.Owner == owner);

    /// <summary>The parts and entry points that have learned tensors here, for messages: <c>Body, Head</c>.</summary>
    public string Owners => string.Join(", ", Parameters.Select(node => ((StoredOp)node.Op).Tensor.Owner).Distinct());

    /// <summary>The layers of all parts, and those that this entry point calls inline or within networks that are layers, as calls without
    /// inputs.</summary>
    public IEnumerable<Call> OtherLayers =>
        builder.Layers.Select(layer => new Call(builder, layer, [], label with { Layer = layer.Place!.View.Replace(".", "") }, randomPlace: 0));

    /// <summary>A tensor of this call's layer, if an earlier call of the layer made it.</summary>
    public Node? Known(string file) =>
        builder.KnownTensor(spec.Place!, file) is { } tensor ? builder.Graph.Add(new StoredOp(tensor), label with { Name = tensor.CodeName, Role = tensor.Member }) : null;

    private IEnumerable<Node> Parameters => builder.Graph.Nodes.Where(node => node.Op is StoredOp { Tensor.IsState: false });

    private Node Stored(string member, string file, Shape shape, bool isState, int fanIn, int fanOut, string initializer)
    {
        Place place = spec.Place ?? throw new InvalidOperationException($"{Op} owns a tensor but has no place.");
        long before = builder.StoredValues;
        StoredTensor tensor = builder.Tensor(place, member, file, shape, isState, fanIn, fanOut, initializer);
        if (tensor.Shape != shape)
        {
            Report(Rules.SharedShape, place.View, file, tensor.Shape.ToString(), Describe(), shape.ToString());
        }
        else if (before <= Shape.Limit && builder.StoredValues > Shape.Limit)
        {
            Report(Rules.TooLarge, Op, $"with its {file} {shape} the network", Names.Grouped(builder.StoredValues) + " values");
        }

        return builder.Graph.Add(new StoredOp(tensor), label with { Name = tensor.CodeName, Role = member });
    }

    // ---- Nodes --------------------------------------------------------------------------------------------------

    /// <summary>Adds the node that is the call's value.</summary>
    public Node Add(Op op, params Node[] inputs) => builder.Graph.Add(op, label, inputs);

    /// <summary>Adds another node of the call: <paramref name="role"/> tells it from the value.</summary>
    public Node AddPart(string role, Op op, params Node[] inputs) =>
        builder.Graph.Add(op, label with { Name = label.Name + role, Role = role }, inputs);

    /// <summary>Adds a node of one of the layers that the call is made of: <paramref name="layer"/> tells them apart.</summary>
    public Node AddInner(string layer, string role, Op op, params Node[] inputs) =>
        builder.Graph.Add(op, label with { Layer = label.Layer + layer, Name = label.Name + layer + role, Role = role }, inputs);

    /// <summary>Adds a further result of a call that returns a tuple; <see cref="Definition.Build"/> returns the first.</summary>
    public void GiveFurther(Node value) => FurtherResults.Add(value);

    public Node Constant(double value) => builder.Graph.Add(new ConstantOp(value), label with { Role = "Constant" });

    /// <summary>The same values under another shape.</summary>
    public Node Reshape(Node value, Shape shape) =>
        value.Shape == shape ? value : builder.Graph.Add(new ReshapeOp(shape), label with { Name = value.Label.Name }, value);

    private Argument? Find(string name)
    {
        foreach (Argument argument in spec.Arguments)
        {
            if (argument.Name == name)
            {
                return argument;
            }
        }

        return null;
    }

    private static string AxesOf(Shape shape) => shape.Rank switch
    {
        0 => "it has no axes",
        1 => "its only axis is 0 (or -1); the batch is not counted",
        _ => $"its axes are 0 to {Text(shape.Rank - 1)} (or {Text(-shape.Rank)} to -1); the batch is not counted",
    };

    private static string Lower(string member) => char.ToLowerInvariant(member[0]) + member.Substring(1);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
