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
}
