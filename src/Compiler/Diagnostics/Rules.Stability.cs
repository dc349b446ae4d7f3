using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.Diagnostics;

// CN2xxx: what compiles and trains badly. Each page has the reasoning, where it comes from, and the two loss curves.
internal static partial class Rules
{
    /// <summary>{0}: loss; {1}: what makes the logits; {2}: shape; {3}: the most that a class can get, in percent.</summary>
    public static readonly DiagnosticDescriptor SoftmaxTwice = Warning(
        "CN2001", "Softmax before a loss that applies it",
        "{0} applies softmax itself, but this Softmax has already made probabilities {2} of the logits of {1}: no class can get more than {3}%, "
        + "and the gradients shrink. Drop this Softmax; for predictions, write one in a [Forward] of its own.");

    /// <summary>{0}: loss; {1}: what makes the logits; {2}: shape.</summary>
    public static readonly DiagnosticDescriptor SigmoidTwice = Warning(
        "CN2002", "Sigmoid before a loss that applies it",
        "{0} applies the sigmoid itself, but this Sigmoid has already made probabilities {2} of the logits of {1}: no prediction can leave "
        + "50 to 73%. Drop this Sigmoid; for predictions, write one in a [Forward] of its own.");

    /// <summary>{0}: what makes the prediction; {1}: its shape.</summary>
    public static readonly DiagnosticDescriptor LogitsAsProbabilities = Warning(
        "CN2003", "Logits where probabilities are wanted",
        "BinaryCrossEntropy takes the logarithms of p and 1 - p, so p must be in 0 to 1, but {0} makes {1} of any size: write "
        + "BinaryCrossEntropyWithLogits");

    /// <summary>{0}: the softmax; {1}: what makes the logits.</summary>
    public static readonly DiagnosticDescriptor LogOfSoftmax = Warning(
        "CN2004", "The logarithm of a softmax",
        "{0} makes 0 of a logit some 100 below the largest, and the Log of that is -∞: write LogSoftmax of what {1} makes");

    /// <summary>{0}: loss; {1}: what the ReLU reads.</summary>
    public static readonly DiagnosticDescriptor ReLUBeforeLoss = Warning(
        "CN2005", "ReLU as the last layer before a loss",
        "{0} gets what this ReLU leaves of {1}: no prediction is below 0, and samples for which it is 0 send no gradient back. Drop this ReLU; for "
        + "targets that are never negative, write Softplus.");

    /// <summary>{0}: how many; {1}: the last; {2}: what they pass on of the gradient.</summary>
    public static readonly DiagnosticDescriptor SaturatingStack = Warning(
        "CN2006", "Saturating activations on top of each other",
        "From here to {1}, {0} saturating activations stand on top of each other without a norm between. Of the gradient, each passes on a part "
        + "only: {2}. Write ReLU for them, or a LayerNorm or BatchNorm before each.");

    /// <summary>{0}: the first layer; {1}, {2}, {3}: features in, between and out.</summary>
    public static readonly DiagnosticDescriptor DenseAfterDense = Warning(
        "CN2007", "Two dense layers without an activation between",
        "{0} makes {2} features of {1}, and this Dense makes {3} of them with no activation between: together they compute what one Dense({3}) can. "
        + "Put a ReLU between them, or drop the first.");

    /// <summary>{0}: the image layer; {1}: the image; {2}: its width; {3}: its values.</summary>
    public static readonly DiagnosticDescriptor DenseOnImage = Warning(
        "CN2008", "Dense on an image",
        "Dense acts on the last axis: of {1}, which {0} makes, it mixes the {2} values of a row, and neither rows nor channels. "
        + "Write Flatten before it, which makes ({3}), or GlobalAveragePool.");

    /// <summary>{0}: channels; {1}: norm.</summary>
    public static readonly DiagnosticDescriptor BiasBeforeBatchNorm = Hint(
        "CN2009", "A bias before a batch norm",
        "{1} subtracts the mean of each channel, and with it this layer's bias of {0} values, and adds its own: write Bias = false (inline, bias: false)");

    /// <summary>{0}: rate; {1}: what it does; {2}: what to write.</summary>
    public static readonly DiagnosticDescriptor MisplacedDropout = Warning(
        "CN2010", "Dropout where it does harm", "This Dropout of {0} {1}: drop it, or move it {2}");

    /// <summary>{0}: what is compared; {1}: why that is bad; {2}: what makes the logits.</summary>
    public static readonly DiagnosticDescriptor SquaredErrorOfClasses = Warning(
        "CN2011", "Squared errors for classes", "This compares {0}: {1}. Write SoftmaxCrossEntropy on what {2} makes.");

    /// <summary>{0}: the value; {1}: what it can be; {2}: what happens; {3}: what to write.</summary>
    public static readonly DiagnosticDescriptor Unguarded = Warning(
        "CN2012", "A division, logarithm or root without a guard", "What {0} makes can {1}, and {2}. {3}.");

    /// <summary>{0}: initialiser; {1}: what it does; {2}: what to write.</summary>
    public static readonly DiagnosticDescriptor UnfitInitializer = Warning(
        "CN2013", "An initialiser that does not fit its activation", "Initializer.{0} {1}: {2}");

    /// <summary>{0}: initialiser; {1}: growth of a step; {2}: steps; {3}: growth of all.</summary>
    public static readonly DiagnosticDescriptor ExplodingRecurrence = Warning(
        "CN2014", "A recurrent ReLU whose state explodes",
        "With ReLU and Initializer.{0}, each step makes the state about {1} times as large, {2} steps 10^{3} times. Drop this Activation, "
        + "since tanh stays in -1 to 1, or the Initializer: by default the state keeps its size.");

    /// <summary>{0}: a part; {1}: its layers.</summary>
    public static readonly DiagnosticDescriptor UnusedPart = Warning(
        "CN2015", "A part is never used", "No entry point calls the part '{0}' ({1}), so it has no weights and nothing trains it: call it, or remove it");

    /// <summary>{0}: objective; {1}: why; {2}: what to write.</summary>
    public static readonly DiagnosticDescriptor NothingToTrain = Warning(
        "CN2016", "An objective trains nothing", "A step of '{0}' changes no parameter: {1}. {2}.");

    /// <summary>{0}: parameter; {1}: objective.</summary>
    public static readonly DiagnosticDescriptor UnusedInput = Warning(
        "CN2017", "An input never reaches the loss", "The loss of '{1}' does not depend on '{0}': use it, or remove the parameter");

    /// <summary>{0}: layers; {1}: the first.</summary>
    public static readonly DiagnosticDescriptor DeepChain = Warning(
        "CN2018", "A very deep chain without shortcuts or norms",
        "{0} layers with weights follow one another without a norm or a shortcut, from {1} to {2}: gradients vanish or explode on the way back. Write a "
        + "LayerNorm or BatchNorm before each, or shortcuts around blocks: x += Block(x).");
}
