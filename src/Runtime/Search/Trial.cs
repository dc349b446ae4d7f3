namespace CompiledNets;

/// <summary>A setting that was tried.</summary>
/// <typeparam name="T">What a setting is: a record of learning rate, batch size and the like.</typeparam>
/// <param name="Setting">The setting.</param>
/// <param name="Budget">What was spent on it, in epochs, say.</param>
/// <param name="Score">How good it was: more is better.</param>
public sealed record Trial<T>(T Setting, int Budget, Spread Score);
