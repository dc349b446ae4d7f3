namespace CompiledNets;

/// <summary>What describing methods call. A network file says <c>using static CompiledNets.Ops;</c>. Every op stands in the file of
/// its name. Shapes are per sample, axis 0 is the first after the batch, -1 the last; arguments other than tensors are
/// constants.</summary>
public static partial class Ops;
