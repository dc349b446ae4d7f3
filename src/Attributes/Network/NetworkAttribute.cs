namespace CompiledNets;

/// <summary>Makes a partial class a network: a chain of layer attributes on the class, or wiring in its
/// <c>[Forward]</c> and <c>[Objective]</c> methods.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NetworkAttribute : Attribute;
