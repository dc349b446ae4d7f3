namespace CompiledNets;

public static partial class Ops
{
    /// <summary>Connectionist temporal classification (Graves et al. 2006): −ln of the probability that the steps spell the labels, summed
    /// over all alignments, divided by the number of labels. Each step says a label, says it again, or says the blank, and a blank stands
    /// between equal labels. PyTorch's <c>ctc_loss</c> of <c>log_softmax(logits)</c>, with its default reduction.</summary>
    /// <remarks>Labels that do not fit into the steps have probability 0: the loss is infinite and its gradient NaN, as in PyTorch, so that
    /// the mistake is seen. With <paramref name="zeroInfinity"/> such samples count 0 and teach nothing.</remarks>
    /// <param name="logits">(steps, classes), before softmax, the blank being one of the classes.</param>
    /// <param name="labels">(most labels): classes other than the blank, from 0 to classes − 1. What follows the first
    /// <paramref name="labelLength"/> is padding of any class.</param>
    /// <param name="inputLength">(): how many of the steps a sample has, from 0 to steps.</param>
    /// <param name="labelLength">(): how many labels a sample has, from 0 to the extent of <paramref name="labels"/>.</param>
    /// <param name="blank">The class that says nothing.</param>
    /// <param name="zeroInfinity">Whether samples of probability 0 count 0.</param>
    public static Tensor CTC(Tensor logits, Tokens labels, Tokens inputLength, Tokens labelLength, int blank = 0, bool zeroInfinity = false) =>
        throw Description.Only;

    /// <inheritdoc cref="CTC(Tensor, Tokens, Tokens, Tokens, int, bool)"/>
    /// <remarks>All samples have all steps.</remarks>
    public static Tensor CTC(Tensor logits, Tokens labels, Tokens labelLength, int blank = 0, bool zeroInfinity = false) =>
        throw Description.Only;
}
