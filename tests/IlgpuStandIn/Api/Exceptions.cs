namespace ILGPU.Runtime
{
    public abstract class AcceleratorException : Exception
    {
        protected AcceleratorException(string message, Exception? innerException) : base(message, innerException)
        {
        }

        public abstract AcceleratorType AcceleratorType { get; }
    }
}

namespace ILGPU.StandIn
{
    internal sealed class CpuAcceleratorException(string message, Exception? inner) : ILGPU.Runtime.AcceleratorException(message, inner)
    {
        public override ILGPU.Runtime.AcceleratorType AcceleratorType => ILGPU.Runtime.AcceleratorType.CPU;
    }
}

namespace ILGPU.Runtime.Cuda
{
    public sealed class CudaException : AcceleratorException
    {
        public CudaException(string message, Exception? innerException = null) : base(message, innerException)
        {
        }

        public override AcceleratorType AcceleratorType => AcceleratorType.Cuda;
    }
}

namespace ILGPU.Runtime.OpenCL
{
    public sealed class CLException : AcceleratorException
    {
        public CLException(string message, Exception? innerException = null) : base(message, innerException)
        {
        }

        public override AcceleratorType AcceleratorType => AcceleratorType.OpenCL;
    }
}

namespace ILGPU
{
    /// <summary>A kernel that ILGPU could not compile.</summary>
    public class InternalCompilerException : Exception
    {
        public InternalCompilerException(string message) : base(message)
        {
        }
    }

    public sealed class CapabilityNotSupportedException(string message) : Exception(message);

    /// <summary>A host called what only kernels can.</summary>
    public sealed class InvalidKernelOperationException() : InvalidOperationException("Only a kernel can do this.");
}
