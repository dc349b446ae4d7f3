namespace ILGPU.StandIn;

/// <summary>A kernel that ILGPU 1.5.3 does not compile, refused when it is loaded.</summary>
public sealed class RefusedKernelException(string message) : InternalCompilerException(message);
