using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.Diagnostics;

// CN0xxx: what the reader cannot read, each with what to write instead.
internal static partial class Rules
{
    // ---- The class ----------------------------------------------------------------------------------------------

    /// <summary>{0}: the network or a type around it; {1}: its kind.</summary>
    public static readonly DiagnosticDescriptor NotPartial = Error(
        "CN0001",
        "A network and the types around it must be partial",
        "'{0}' must be declared partial, so that code can be emitted for it: write 'partial {1} {0}'");

    /// <summary>{0}: the network or a type around it.</summary>
    public static readonly DiagnosticDescriptor Generic = Error(
        "CN0002",
        "A network cannot be generic or nested in a generic type",
        "'{0}' is generic, and a network is compiled once: make its sizes constants, or move the network out of '{0}'");

    /// <summary>{0}: the network; {1}: what it is besides.</summary>
    public static readonly DiagnosticDescriptor NotAPlainClass = Error(
        "CN0003", "A network must be a plain class", "'{0}' {1}, and a network is a plain class: write 'partial class {0}'");

    /// <summary>{0}: the network.</summary>
    public static readonly DiagnosticDescriptor SplitChain = Error(
        "CN0004",
        "A chain must stand on one declaration",
        "The layers of '{0}' stand on several partial declarations, which have no order: write the whole chain on one");

    /// <summary>{0}: the network; {1}: a part or entry point.</summary>
    public static readonly DiagnosticDescriptor ChainAndWiring = Error(
        "CN0005",
        "A network has a chain or wiring, not both",
        "'{0}' has layers on the class and wiring in '{1}': move the layers to a part, '[...] private partial Tensor Body(Tensor x);'");

    /// <summary>{0}: the network.</summary>
    public static readonly DiagnosticDescriptor NothingToCompile = Error(
        "CN0006",
        "A network must describe something",
        "'{0}' describes no network: put a chain of layers on the class, or mark a private method [Forward] or [Objective]");

    /// <summary>{0}: the loss; {1}: what is wrong with its place.</summary>
    public static readonly DiagnosticDescriptor MisplacedLoss = Error(
        "CN0007", "A loss ends a chain", "'{0}' {1}: a chain ends with its one loss, after its layers");

    /// <summary>{0}: the member; {1}: why the name is taken.</summary>
    public static readonly DiagnosticDescriptor ReservedName = Error(
        "CN0008", "The name is taken by emitted code", "'{0}' is the name of {1}: give this member another one");

    /// <summary>{0}: the name.</summary>
    public static readonly DiagnosticDescriptor DuplicateName = Error(
        "CN0009",
        "Parts and entry points need names of their own",
        "'{0}' names several parts or entry points of this network: give each a name of its own");

    /// <summary>{0}: the inner network; {1}: what is wrong.</summary>
    public static readonly DiagnosticDescriptor NetworkAsLayer = Error(
        "CN0024", "A network cannot be this layer", "'{0}' cannot be a layer here: {1}");

    // ---- Parts and entry points ---------------------------------------------------------------------------------

    /// <summary>{0}: the part; {1}: what is wrong.</summary>
    public static readonly DiagnosticDescriptor PartSignature = Error(
        "CN0010",
        "A part has one tensor in and one out",
        "The part '{0}' {1}: write 'private partial Tensor {0}(Tensor x);', or Tokens for its parameter");

    /// <summary>{0}: the method.</summary>
    public static readonly DiagnosticDescriptor PartWithoutLayers = Error(
        "CN0011",
        "A part needs layers",
        "The partial method '{0}' has neither layers nor a body: put its layers on it, '[Dense(128), ReLU]'");

    /// <summary>{0}: the entry point; {1}: its accessibility.</summary>
    public static readonly DiagnosticDescriptor EntryNotPrivate = Error(
        "CN0012",
        "Describing methods are private",
        "'{0}' is {1}, so callers could bind to the description: make it private; the emitted overload over spans is public");

    /// <summary>{0}: the entry point; {1}: what is wrong; {2}: what to write.</summary>
    public static readonly DiagnosticDescriptor EntrySignature = Error(
        "CN0013", "An entry point is a method over tensors", "The entry point '{0}' {1}: {2}");

    /// <summary>{0}: the parameter; {1}: what is wrong; {2}: what to write.</summary>
    public static readonly DiagnosticDescriptor EntryParameter = Error(
        "CN0014", "An entry point takes tensors, tokens and floats", "The parameter '{0}' {1}: {2}");

    /// <summary>{0}: the member or network; {1}: why; {2}: what to write.</summary>
    public static readonly DiagnosticDescriptor CannotExplain = Error(
        "CN0025", "This cannot be explained", "[Explains] cannot stand on '{0}', which {1}: {2}");

    // ---- Statements and expressions -----------------------------------------------------------------------------

    /// <summary>{0}: the construct; {1}: what to write.</summary>
    public static readonly DiagnosticDescriptor Unreadable = Error(
        "CN0015", "This C# cannot be read as a network", "{0} cannot be read in the description of a network: {1}");

    /// <summary>{0}: the method.</summary>
    public static readonly DiagnosticDescriptor UnreadableCall = Error(
        "CN0016",
        "This method cannot be read as a network",
        "'{0}' cannot be read in the description of a network: call ops, parts, entry points and methods whose source is in this project");

    /// <summary>{0}: what must be constant; {1}: what to write.</summary>
    public static readonly DiagnosticDescriptor NotConstant = Error(
        "CN0017", "This must be a constant", "{0} must be a constant while the network is compiled: {1}");

    /// <summary>{0}: why.</summary>
    public static readonly DiagnosticDescriptor NoSuchConstant = Error(
        "CN0018", "This constant has no value", "This has no value: {0}");

    /// <summary>{0}: the methods on the way round.</summary>
    public static readonly DiagnosticDescriptor Recursion = Error(
        "CN0019",
        "A description cannot call itself",
        "The description calls itself ({0}), so it would never end: write a 'for' loop with constant bounds");

    /// <summary>{0}: what there is too much of; {1}: what to do.</summary>
    public static readonly DiagnosticDescriptor TooMuch = Error(
        "CN0020", "The description is too large", "This description {0}: {1}");

    // ---- Weights and their names --------------------------------------------------------------------------------

    /// <summary>{0}: the name as written.</summary>
    public static readonly DiagnosticDescriptor BadFileName = Error(
        "CN0021",
        "The name cannot stand in a file",
        "'{0}' cannot name parameters in files: write letters, digits and underscores, with single dots between them");

    /// <summary>{0}: the name; {1}: where it is taken.</summary>
    public static readonly DiagnosticDescriptor SameName = Error(
        "CN0022",
        "Two layers have one name",
        "Two different layers are both called '{0}' in {1}: rename a method, or give one layer another 'name:'");

    // ---- Instances ----------------------------------------------------------------------------------------------

    /// <summary>{0}: the network.</summary>
    public static readonly DiagnosticDescriptor OwnConstructor = Error(
        "CN0023",
        "A constructor leaves the network without weights",
        "'{0}' has a constructor that makes no weights: let it call the emitted one, ': this(seed)'");

    // ---- Warnings -----------------------------------------------------------------------------------------------

    /// <summary>{0}: the member.</summary>
    public static readonly DiagnosticDescriptor HidesOp = Warning(
        "CN0030",
        "A member hides an op",
        "'{0}' hides the op of that name in this class: rename it, or write 'Ops.{0}' where the op is meant");

    /// <summary>{0}: the helper; {1}, {2}: entry points.</summary>
    public static readonly DiagnosticDescriptor SharedHelper = Warning(
        "CN0031",
        "A helper makes weights for each entry point",
        "'{0}' makes layers and is reached from '{1}' and from '{2}', each with weights of its own: to share them, make it a part, or give its layers a 'name:'");
}
