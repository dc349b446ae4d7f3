using CompiledNets.Compiler.FrontEnd.Classes;
using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.FrontEnd.Bodies;

/// <summary>Reads the body of one entry point to the end, as C# would run it: expressions over tensors become nodes, and
/// everything else must be constant. Helpers are read in place of their calls, loops turn by turn.</summary>
internal sealed partial class BodyReader
{
    private readonly ReadingContext context;
    private readonly EntryHead head;
    private readonly List<SpecNode> nodes = [];
    private Frame frame;
    private bool isBroken;

    private BodyReader(ReadingContext context, EntryHead head, MethodBody body)
    {
        this.context = context;
        this.head = head;
        frame = new Frame(body, null, -1, new PlaceScope(head.Name), head.Name);
        isBroken = head.IsBroken;
    }

    /// <summary>Reads an entry point.</summary>
    public static EntrySpec Read(ReadingContext context, EntryHead head)
    {
        if (context.Body(head.Method) is { } body && !context.Duplicates.Contains(head.Method))
        {
            return new BodyReader(context, head, body).Read();
        }

        return Unread(head);
    }

    /// <summary>An entry point of which only the signature is known.</summary>
    private static EntrySpec Unread(EntryHead head)
    {
        IEnumerable<SpecNode> parameters = head.Parameters.Select((parameter, index) => SpecNode.ForParameter(index, parameter));
        return Spec(head, parameters, Results(head, Value.Missing)) with { IsBroken = true };
    }

    private EntrySpec Read()
    {
        for (int index = 0; index < head.Parameters.Count; index++)
        {
            // What no network can be given is reported where it is declared, and not where it is used.
            IParameterSymbol declared = frame.Body.Method.Parameters[index];
            ParameterSpec parameter = head.Parameters[index];
            Value value = Add(SpecNode.ForParameter(index, parameter), parameter.Kind);
            frame.Variables[declared] = declared.Type.Kind() is null ? Value.Missing : value;
        }

        Frame entry = frame;
        List<ResultSpec> results = Results(head, Run(frame));
        if (isGivenUp)
        {
            return Unread(head);
        }

        List<StateSpec> states = States(entry);
        return Spec(head, nodes, results) with
        {
            States = states.ToEquatableArray(),
            IsBroken = isBroken || results.Any(result => result.Node < 0) || states.Any(state => state.Node < 0),
        };
    }

    /// <summary>What the <c>ref</c> parameters hold when the method returns.</summary>
    private List<StateSpec> States(Frame entry) =>
    [
        .. head.Parameters.Select((parameter, index) => (parameter, index))
            .Where(pair => pair.parameter.IsState)
            .Select(pair => new StateSpec(pair.index, IndexOf(entry.Variables[entry.Body.Method.Parameters[pair.index]]))),
    ];

    private static EntrySpec Spec(EntryHead head, IEnumerable<SpecNode> body, IEnumerable<ResultSpec> results) => new(
        head.Name,
        head.Kind,
        head.Documentation,
        IsChain: false,
        head.Parameters,
        head.Trains,
        head.Evaluates,
        body.ToEquatableArray(),
        results.ToEquatableArray(),
        head.Site)
    {
        Explains = ExplainsReader.Read(head.Method),
    };

    /// <summary>Reads a call and returns its result. The call around it is current again afterwards.</summary>
    private Value Run(Frame call)
    {
        Frame caller = frame;
        frame = call;
        Execute(call.Body.Block);
        frame = caller;
        if (call.Result is null && !call.Body.Method.ReturnsVoid)
        {
            isBroken = true;
        }

        return call.Result ?? Value.Missing;
    }

    /// <summary>The results that the method declares, each with its node if there is one.</summary>
    private static List<ResultSpec> Results(EntryHead head, Value value)
    {
        if (head.Method.ReturnType is not INamedTypeSymbol { IsTupleType: true } type)
        {
            return [new ResultSpec("", IndexOf(value), KindOf(head.Method.ReturnType))];
        }

        var values = value as Value.Tuple;
        return [.. type.TupleElements.Select((element, index) => new ResultSpec(
            element.IsExplicitlyNamedTupleElement ? element.Name : "",
            values is not null && index < values.Elements.Length ? IndexOf(values.Elements[index]) : -1,
            KindOf(element.Type)))];
    }

    private static int IndexOf(Value value) => value is Value.Node node ? node.Index : -1;

    private Value Add(SpecNode node, ValueKind kind)
    {
        if (nodes.Count == CallLimit)
        {
            return TooMuch(lastStep ?? context.Sources.Location(node.Site), "makes more than 3,000 calls of layers and ops");
        }

        nodes.Add(node);
        return new Value.Node(nodes.Count - 1, kind);
    }

    /// <summary>Notes a place of the source within the current call.</summary>
    private int Site(SyntaxNode syntax) => context.Sources.Add(syntax.GetLocation(), frame.CallSite);

    private Value Fault(DiagnosticDescriptor rule, SyntaxNode at, params string[] arguments) => Fault(rule, at.GetLocation(), arguments);

    private Value Fault(DiagnosticDescriptor rule, Location at, params string[] arguments)
    {
        isBroken = true;
        if (isGivenUp)
        {
            return Value.Missing;
        }

        context.Faults.ReportIn(frame.Body.Syntax, frame.CallSite, rule, at, arguments);
        return Value.Missing;
    }

    /// <summary>What the C# compiler reports is missing without another word.</summary>
    private Value Rejected()
    {
        isBroken = true;
        return Value.Missing;
    }
}
