using System.Runtime.CompilerServices;

// ILGPU calls kernels from an assembly that it makes at run time, which has to see their parameters' types.
[assembly: InternalsVisibleTo("ILGPURuntime")]
