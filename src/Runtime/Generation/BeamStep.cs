namespace CompiledNets;

/// <summary>Says how likely each token is to come next, for every hypothesis of a <see cref="BeamSearch"/>: a call of a network.</summary>
/// <param name="tokens">The last token of each hypothesis, (width).</param>
/// <param name="positions">How many tokens came before it, (width): 0 at the first call, whose tokens are the start, the next time 1.</param>
/// <param name="logProbabilities">To be filled with the logarithms of the next token's probabilities, (width, vocabulary):
/// <c>LogSoftmax</c> of logits. Negative infinity forbids a token.</param>
public delegate void BeamStep(ReadOnlySpan<int> tokens, ReadOnlySpan<int> positions, Span<float> logProbabilities);
