namespace CompiledNets;

/// <summary>Makes a private describing method something to minimise. It returns one number per sample, shape (); the value
/// of the objective is its mean over the batch. Emitted are <c>Loss(...)</c>, which evaluates as in inference, and
/// <c>LossGradients(...)</c>, which trains.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ObjectiveAttribute : Attribute;
