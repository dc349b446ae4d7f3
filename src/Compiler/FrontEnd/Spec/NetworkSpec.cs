namespace CompiledNets.Compiler.FrontEnd;

// Everything the compiler knows of one network once its source has been read. Immutable, compared by value, and free of
// Roslyn types and positions: two readings of the same network are equal, whatever moved around it in the file. Places in
// the source are site numbers, which only the SourceMap of the same reading can turn into locations.

/// <summary>One network class.</summary>
/// <param name="Namespace">Dotted, or empty for the global namespace.</param>
/// <param name="ContainingTypes">Outermost first.</param>
/// <param name="Parts">Partial methods made of layers, in source order.</param>
/// <param name="Entries">Forward and objective methods in source order; for a class-level chain, Predict and Loss.</param>
/// <param name="Faults">What could not be read, and warnings; the severity is that of the descriptor.</param>
internal sealed record NetworkSpec(
    string Namespace,
    EquatableArray<ContainingType> ContainingTypes,
    string Name,
    string Accessibility,
    EquatableArray<PartSpec> Parts,
    EquatableArray<EntrySpec> Entries,
    EquatableArray<Fault> Faults)
{
    /// <summary>The site of the class's name.</summary>
    public const int ClassSite = 0;

    /// <summary>Whether a fault is an error, or the C# compiler reports one: such a network is not compiled, only stubbed.</summary>
    public bool IsBroken { get; init; }

    /// <summary>What its <c>[Budget]</c> allows.</summary>
    public EquatableArray<BudgetLimit> Limits { get; init; } = [];

    /// <summary>Whether C# allows no further partial declaration (CN0001 to CN0003): nothing can be emitted, not even a stub.</summary>
    public bool IsClosed { get; init; }
}

/// <summary>A limit of a <c>[Budget]</c>: the attribute's property, and its value.</summary>
internal sealed record BudgetLimit(string Name, long Value, int Site);

/// <summary>A type around a network: how its partial declaration begins (<c>public partial struct Outer</c>).</summary>
internal sealed record ContainingType(string Declaration, string Name);

/// <summary>A partial method that stands for one layer or a chain of them.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Signature">The implementing declaration up to its body, without attributes:
/// <c>private partial global::CompiledNets.Tensor Score(global::CompiledNets.Tensor state)</c>.</param>
/// <param name="Documentation">The inner XML of its own doc comment, or empty.</param>
/// <param name="Input">What its parameter is.</param>
/// <param name="ParameterName">What its parameter is called.</param>
/// <param name="Layers">Its layers, in order.</param>
/// <param name="Site">Its name in the source.</param>
internal sealed record PartSpec(
    string Name, string Signature, string Documentation, ValueKind Input, string ParameterName, EquatableArray<LayerSpec> Layers, int Site);

/// <summary>One layer of a part: an attribute.</summary>
/// <param name="Op">The op's name: the attribute's, without "Attribute".</param>
/// <param name="Arguments">What was written, by the parameter names of the inline call: <c>stride</c> for <c>Stride =</c>.</param>
/// <param name="Place">Whose weights it has.</param>
/// <param name="Site">The attribute in the source.</param>
internal sealed record LayerSpec(string Op, EquatableArray<Argument> Arguments, Place Place, int Site)
{
    /// <summary>For another network as a layer: what it computes.</summary>
    public InnerNetwork? Inner { get; init; }
}

/// <summary>A forward entry point of another network, to be read in place of a layer.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="Input">What it takes.</param>
/// <param name="Body">Its calls; the first is its parameter.</param>
/// <param name="Result">The index in the body of what it returns.</param>
internal sealed record InnerNetwork(string Network, ParameterSpec Input, EquatableArray<SpecNode> Body, int Result)
{
    /// <summary>The op that stands between the layer's input and the network's parameter, and checks the shape.</summary>
    public const string InputOp = "Layer";
}

/// <summary>Whose weights a layer has: two nodes of the same place share them.</summary>
/// <param name="File">The prefix of names in files: <c>conv1</c>, <c>decoder.0</c>, <c>stage1.residual2.conv2d1</c>.</param>
/// <param name="View">The path of C# views and of names in emitted code: <c>Conv1</c>, <c>Decoder.Dense1</c>,
/// <c>Stage1.Residual2.Conv2D1</c>.</param>
/// <param name="Owner">The part or the entry point that <c>Trains</c> names to train it.</param>
internal sealed record Place(string File, string View, string Owner);

/// <summary>What a value is made of.</summary>
internal enum ValueKind
{
    /// <summary>Floats.</summary>
    Tensor,

    /// <summary>Ints.</summary>
    Tokens,

    /// <summary>One float for the whole batch, given at run time.</summary>
    Scalar,
}

internal enum EntryKind
{
    Forward,
    Objective,
}

/// <summary>A forward or objective entry point with its body, read to the end: helpers inlined, loops unrolled, constant
/// conditions decided, other entry points' bodies in their place.</summary>
/// <param name="Name">The describing method's name, or Predict and Loss for a class-level chain.</param>
/// <param name="Documentation">The inner XML of its own doc comment, or empty.</param>
/// <param name="IsChain">Whether a class-level chain made it, so that no describing method of that name exists.</param>
/// <param name="Trains">Names of parts and entries that it trains; empty for all that it reaches.</param>
/// <param name="Evaluates">Names of parts and entries that run as in inference.</param>
/// <param name="Body">Calls in evaluation order, each only reading earlier ones. The first ones are the parameters: op
/// <see cref="SpecNode.Parameter"/>, in order.</param>
/// <param name="Results">What it returns: one, or a tuple's elements.</param>
/// <param name="Site">Its name in the source.</param>
internal sealed record EntrySpec(
    string Name,
    EntryKind Kind,
    string Documentation,
    bool IsChain,
    EquatableArray<ParameterSpec> Parameters,
    EquatableArray<NameSpec> Trains,
    EquatableArray<NameSpec> Evaluates,
    EquatableArray<SpecNode> Body,
    EquatableArray<ResultSpec> Results,
    int Site)
{
    /// <summary>Whether some of it could not be read, which is a fault or an error of the C# compiler. What could be read is
    /// in <see cref="Body"/>, so that its shapes can be checked, but calls are missing, and results may have no node.</summary>
    public bool IsBroken { get; init; }

    /// <summary>What the call leaves in its state parameters, in their order.</summary>
    public EquatableArray<StateSpec> States { get; init; } = [];

    /// <summary>Whether the gradients of its results by its float inputs are asked for.</summary>
    public bool Explains { get; init; }

    /// <summary>What the emitted method of those gradients is called.</summary>
    public string InputGradients => Name + InputGradientsSuffix;

    /// <summary>What that name ends with.</summary>
    public const string InputGradientsSuffix = "InputGradients";
}

/// <summary>A parameter of an entry point. <see cref="Shape"/> is empty for scalars and for <c>[Shape]</c>; a class-level chain's
/// label has null: the loss decides. So has a parameter whose shape was not given, which is a fault.</summary>
/// <param name="IsState">A <c>ref Tensor</c>: the caller keeps it, and the call updates it in place.</param>
internal sealed record ParameterSpec(string Name, ValueKind Kind, EquatableArray<int>? Shape, int Site, bool IsState = false);

/// <summary>What a state parameter becomes: the parameter's index, and the index in the body of its last value.</summary>
internal sealed record StateSpec(int Parameter, int Node);

/// <summary>A name as written, with its place.</summary>
internal sealed record NameSpec(string Name, int Site);

/// <summary>One returned value: the tuple element's name or empty, the index in the body, and what it is declared as. In broken entry points the index is -1
/// for what could not be read: all results are there, so that a stub has the signature that callers expect.</summary>
internal sealed record ResultSpec(string Name, int Node, ValueKind Kind = ValueKind.Tensor);

/// <summary>One call in an entry point's body.</summary>
/// <param name="Op">The op's name. Operators are Add, Subtract, Multiply, Divide, Negate; indexers are Slice, with an argument
/// "index" (<see cref="Literal.Position"/>: the axis goes) or "range" (<see cref="Literal.Range"/>: it stays); a float where a
/// tensor is wanted is <see cref="Constant"/>.</param>
/// <param name="Inputs">Indices into the body of its tensor arguments, in parameter order; of <c>params</c> all, in order.</param>
/// <param name="Arguments">Its other arguments as written, by parameter name; those left to their defaults are absent, and so
/// is <c>name:</c>, which <paramref name="Place"/> has.</param>
/// <param name="Place">Whose weights it has, should it have any: every op and layer has one, also those that never own
/// weights. Null for operators, constants, parameters and the loss of a class-level chain.</param>
/// <param name="Name">The local variable it was assigned to first, the parameter's own name, or empty: a hint for readable
/// names.</param>
/// <param name="Site">The expression, or a part's layer attribute; calls that led here through helpers and parts are known to
/// the source map.</param>
internal sealed record SpecNode(
    string Op, EquatableArray<int> Inputs, EquatableArray<Argument> Arguments, Place? Place, string Name, int Site)
{
    /// <summary>The op of an entry point's own parameter; argument "index" counts them.</summary>
    public const string Parameter = "$parameter";

    /// <summary>The op of a literal; argument "value" is the number.</summary>
    public const string Constant = "$constant";

    /// <summary>The op of what a call returns in a tuple after its first element, which is the call's own node; argument "index" counts
    /// from 0.</summary>
    public const string FurtherResult = "$result";

    /// <summary>What the inputs are called where they are used, for messages: empty for an expression that is no variable. May be shorter
    /// than the inputs.</summary>
    public EquatableArray<string> Operands { get; init; } = [];

    public static SpecNode ForParameter(int index, ParameterSpec parameter) =>
        new(Parameter, [], [new Argument("index", new Literal.Number(index), parameter.Site)], null, parameter.Name, parameter.Site);

    public static SpecNode ForFurtherResult(int call, int index, int site) =>
        new(FurtherResult, [call], [new Argument("index", new Literal.Number(index), site)], null, "", site);

    public static SpecNode ForConstant(double value, int site) =>
        new(Constant, [], [new Argument("value", new Literal.Number(value), site)], null, "", site);
}

/// <summary>A constant argument of a layer or op.</summary>
internal sealed record Argument(string Name, Literal Value, int Site);

/// <summary>A constant of the source.</summary>
internal abstract record Literal
{
    /// <summary>An int, float or double.</summary>
    public sealed record Number(double Value) : Literal;

    public sealed record Flag(bool Value) : Literal;

    /// <summary>A string.</summary>
    public sealed record Text(string Value) : Literal;

    /// <summary>An enum's member, without the type's name.</summary>
    public sealed record Choice(string Member) : Literal;

    /// <summary>An array, collection or params list of ints.</summary>
    public sealed record Integers(EquatableArray<int> Values) : Literal;

    /// <summary>An index from either end: <c>2</c>, <c>^1</c>.</summary>
    public sealed record Position(int Value, bool FromEnd) : Literal;

    /// <summary>A range of indices: <c>1..^1</c>. An open end is <c>0</c> or <c>^0</c>.</summary>
    public sealed record Range(Position Start, Position End) : Literal;
}

/// <summary>Something that could not be read, or a warning about what was: the descriptor has the severity. A network is stubbed
/// only for errors.</summary>
/// <param name="Id">The descriptor: CN0001.</param>
/// <param name="Arguments">What its message is formatted with.</param>
internal sealed record Fault(string Id, EquatableArray<string> Arguments, int Site)
{
    /// <summary>What a code fix needs to know beyond the place: see <see cref="Diagnostics.Facts"/>.</summary>
    public EquatableArray<Fact> Facts { get; init; } = [];
}

/// <summary>A number, a name or a place that a rule worked out, for the code fix. It becomes a property of the diagnostic.</summary>
/// <param name="Value">A place is written as the <see cref="Diagnostics.SiteMark"/> of its site.</param>
internal sealed record Fact(string Name, string Value);
