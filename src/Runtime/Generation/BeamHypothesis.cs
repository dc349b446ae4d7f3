using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>A sequence that a <see cref="BeamSearch"/> found.</summary>
/// <param name="Tokens">The sequence, without the start and the end.</param>
/// <param name="LogProbability">The sum of the log probabilities of its tokens, the end's included if it has ended.</param>
/// <param name="Score">What hypotheses are compared by: <paramref name="LogProbability"/> over a power of the length, see
/// <see cref="BeamSearch.LengthPenalty"/>.</param>
/// <param name="HasEnded">Whether the end came within the longest length; if not, the sequence is cut off.</param>
public sealed record BeamHypothesis(ImmutableArray<int> Tokens, double LogProbability, double Score, bool HasEnded);
