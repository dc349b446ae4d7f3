namespace CompiledNets.Tests.Products;

/// <summary>Tests that set <see cref="Kernels.WorkPool.Threads"/> or need the threads free run one after another, with
/// nothing beside them.</summary>
[CollectionDefinition(nameof(UsesThreads), DisableParallelization = true)]
public sealed class UsesThreads;
