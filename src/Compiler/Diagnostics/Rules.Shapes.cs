using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.Diagnostics;

// CN1003 onwards: what the graph builder finds when shapes meet.
internal static partial class Rules
{
    /// <summary>{0}: verb; {1}, {2}: shapes; {3}, {4}: the values; {5}: advice.</summary>
    public static readonly DiagnosticDescriptor CannotCombine = Error(
        "CN1003", "Shapes do not match", "Cannot {0} {1} and {2}: {3}, but {4}. {5}.");

    /// <summary>{0}: layer; {1}: tensor; {2}: its shape; {3}: this call's input; {4}: the shape that it needs.</summary>
    public static readonly DiagnosticDescriptor SharedShape = Error(
        "CN1004",
        "A shared layer meets two shapes",
        "'{0}' is one set of weights: its first call made its {1} {2}, but this one, for {3}, needs {4}. "
        + "Call it with values of one shape, or declare a second part.");

    /// <summary>{0}: op; {1}: argument; {2}: value; {3}: what is allowed.</summary>
    public static readonly DiagnosticDescriptor BadArgument = Error(
        "CN1005", "An argument is out of range", "'{1}' of {0} is {2}, but it must be {3}");

    /// <summary>{0}: op; {1}: axes wanted; {2}: the value; {3}: advice.</summary>
    public static readonly DiagnosticDescriptor WrongRank = Error(
        "CN1006", "An input has the wrong number of axes", "{0} needs {1}, but it gets {2}. {3}.");

    /// <summary>{0}: op; {1}: window; {2}: the padded input; {3}: the value; {4}: advice.</summary>
    public static readonly DiagnosticDescriptor WindowTooLarge = Error(
        "CN1007", "A window is larger than its input",
        "{0}'s window of {1} does not fit into {2}: the input is {3}. {4}.");

    /// <summary>{0}: op; {1}: argument; {2}: what to write.</summary>
    public static readonly DiagnosticDescriptor MissingArgument = Error(
        "CN1008", "An argument is missing", "{0} needs '{1}': {2}");

    /// <summary>{0}: op name.</summary>
    public static readonly DiagnosticDescriptor UnknownOp = Error(
        "CN1009", "An op is unknown", "'{0}' is no layer or op that this compiler knows: build it from those of CompiledNets.Ops");

    /// <summary>{0}: objective; {1}: what it returns.</summary>
    public static readonly DiagnosticDescriptor ObjectiveNotScalar = Error(
        "CN1010", "An objective is one number per sample",
        "The objective '{0}' must return one number per sample, (), but it returns {1}. Take the Mean or the Sum over its axes, or return a loss.");

    /// <summary>{0}: op; {1}: what; {2}: its shape.</summary>
    public static readonly DiagnosticDescriptor TooLarge = Error(
        "CN1011",
        "A size overflows",
        "{0} is too large: {1} would be {2}, and one buffer holds at most 536,870,911 values. Choose smaller sizes.");

    /// <summary>{0}: op; {1}: axis; {2}: the value; {3}: the axes there are.</summary>
    public static readonly DiagnosticDescriptor AxisOutOfRange = Error(
        "CN1012", "There is no such axis", "{0} finds no axis {1} in {2}: {3}");

    /// <summary>{0}: loss; {1}, {2}: shapes; {3}, {4}: the values; {5}: advice.</summary>
    public static readonly DiagnosticDescriptor LossShapes = Error(
        "CN1013",
        "Prediction and target do not match",
        "{0} cannot compare {1} with {2}: the prediction is {3}, and the target is {4}. {5}.");

    /// <summary>{0}: the value; {1}: the shape asked for; {2}, {3}: their sizes.</summary>
    public static readonly DiagnosticDescriptor CannotReshape = Error(
        "CN1014",
        "A reshape changes the number of values",
        "Cannot reshape {2} values to {1}, which holds {3}: the input is {0}. One extent may be -1, which is what remains.");

    /// <summary>{0}: op; {1}, {2}: the sizes; {3}, {4}: the values; {5}: advice.</summary>
    public static readonly DiagnosticDescriptor SizesDiffer = Error(
        "CN1015", "Sizes that must agree differ", "{0}: {1} and {2} must be equal: {3}, but {4}. {5}.");

    /// <summary>{0}: the network; {1}: the shape it takes; {2}: the value.</summary>
    public static readonly DiagnosticDescriptor LayerShape = Error(
        "CN1021", "A network as a layer gets another shape", "'{0}' takes {1}, but as a layer here it gets {2}. Give it a value of {1}.");

    /// <summary>{0}: parameter; {1}: its shape; {2}: the value.</summary>
    public static readonly DiagnosticDescriptor StateShape = Error(
        "CN1020",
        "A state changes its shape",
        "The state '{0}' must keep its shape {1}, but the call leaves {2}. Assign a value of that shape, or declare the state otherwise.");

    /// <summary>{0}: index or range; {1}: the axis; {2}: advice.</summary>
    public static readonly DiagnosticDescriptor IndexOutOfRange = Error(
        "CN1016", "An index is outside of its axis", "{0} is outside of {1}. {2}.");

    /// <summary>{0}: op; {1}: what it reads; {2}: the value; {3}: advice.</summary>
    public static readonly DiagnosticDescriptor WrongKind = Error(
        "CN1017", "An input holds the wrong kind of numbers", "{0} needs {1}, but it gets {2}. {3}.");

    /// <summary>{0}: op; {1}: the name; {2}: the names that there are.</summary>
    public static readonly DiagnosticDescriptor NoParameters = Error(
        "CN1018", "A part has no parameters here",
        "{0}: '{1}' has no parameters in this entry point, which has those of {2}: name one of these, or call '{1}' here");

    /// <summary>{0}: op; {1}: inputs that it takes at least.</summary>
    public static readonly DiagnosticDescriptor TooFewInputs = Error(
        "CN1022", "A layer of a chain needs several inputs",
        "{0} takes at least {1} values, but here it gets one: put it first on a part that has a parameter for each, or call it in a method");

    /// <summary>{0}: layer; {1}: the name; {2}: what is wrong with it; {3}: what to write.</summary>
    public static readonly DiagnosticDescriptor NoWeightToTie = Error(
        "CN1023", "A layer is tied to nothing", "'{0}' is tied to '{1}', which {2}: {3}");

    /// <summary>{0}, {1}: layers; {2}: the weight's shape; {3}: the shape it would need; {4}: the input; {5}, {6}: the weight's extents.</summary>
    public static readonly DiagnosticDescriptor TiedShape = Error(
        "CN1024", "A tied weight has another shape",
        "'{0}' cannot use the weight of '{1}': it needs {3} for {4}, but that weight is {2}. Give '{0}' {5} units and an input of {6} features.");
}
