using System.Collections.Immutable;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.StandIn;

namespace ILGPU
{
    public enum OptimizationLevel
    {
        Debug = O0,
        Release = O1,
        O0 = 0,
        O1,
        O2,
    }

    public enum MathMode
    {
        Default,
        Fast,
        Fast32BitOnly,
    }

    /// <summary>What a context was made with.</summary>
    public sealed class ContextProperties
    {
        internal ContextProperties(bool enableProfiling) => EnableProfiling = enableProfiling;

        public bool EnableProfiling { get; }
    }

    /// <summary>The devices of the machine that the code under test believes to run on: see <see cref="Machine"/>.</summary>
    public sealed class Context : IDisposable
    {
        private readonly List<Accelerator> accelerators = [];

        private Context(Builder builder)
        {
            // ILGPU's contexts are never without a device.
            Devices = builder.Devices.Count > 0 ? [.. builder.Devices] : [CPUDevice.Default];
            HasAlgorithms = builder.HasAlgorithms;
            OptimizationLevel = builder.Level;
            Properties = new ContextProperties(builder.HasProfiling);
        }

        public ImmutableArray<Device> Devices { get; }
        public ContextProperties Properties { get; }
        internal bool HasAlgorithms { get; }
        internal OptimizationLevel OptimizationLevel { get; }

        /// <summary>The first refused kernel, if there was one: ILGPU's context serves no further kernel after it, nor does this one.</summary>
        internal RefusedKernelException? Poison { get; set; }

        public static Builder Create() => new();

        public static Context Create(Action<Builder> buildingCallback)
        {
            ArgumentNullException.ThrowIfNull(buildingCallback);
            var builder = Create();
            buildingCallback(builder);
            return builder.ToContext();
        }

        public static Context CreateDefault() => Create(builder => builder.Default());

        public Device GetPreferredDevice(bool preferCPU) =>
            Devices.FirstOrDefault(device => (device.AcceleratorType == AcceleratorType.CPU) == preferCPU) ?? Devices[0];

        public IEnumerable<Device> GetPreferredDevices(bool preferCPU, bool matchingDevicesOnly) =>
            Devices.Where(device => !matchingDevicesOnly || (device.AcceleratorType == AcceleratorType.CPU) == preferCPU)
                .OrderBy(device => (device.AcceleratorType == AcceleratorType.CPU) != preferCPU);

        public ImmutableArray<Device>.Enumerator GetEnumerator() => Devices.GetEnumerator();

        internal void Add(Accelerator accelerator)
        {
            lock (accelerators)
                accelerators.Add(accelerator);
        }

        public void Dispose()
        {
            lock (accelerators)
            {
                foreach (var accelerator in accelerators)
                    accelerator.Dispose();
                accelerators.Clear();
            }
        }

        public sealed class Builder
        {
            internal List<Device> Devices { get; } = [];
            internal bool HasProfiling { get; private set; }
            internal bool HasAlgorithms { get; set; }
            internal OptimizationLevel Level { get; private set; } = OptimizationLevel.O1;

            internal Builder()
            {
            }

            public Builder Optimize(OptimizationLevel level)
            {
                Level = level;
                return this;
            }

            public Builder Math(MathMode mathMode) => this;
            public Builder Default() => AllAccelerators();
            public Builder AllAccelerators() => Register(AcceleratorType.CPU).Register(AcceleratorType.OpenCL).Register(AcceleratorType.Cuda);
            public Builder Assertions() => this;
            public Builder Debug() => Optimize(OptimizationLevel.Debug);
            public Builder Release() => Optimize(OptimizationLevel.Release);
            public Builder Profiling()
            {
                HasProfiling = true;
                return this;
            }

            public Context ToContext() => new(this);

            internal Builder Register(AcceleratorType type) => Register(Machine.Current.Devices.Where(device => device.AcceleratorType == type));

            internal Builder Register(IEnumerable<Device> devices)
            {
                Devices.AddRange(devices);
                return this;
            }
        }
    }
}

namespace ILGPU.Runtime.CPU
{
    /// <summary>A CPU accelerator of so many threads in a group, as in <c>new CPUDevice(32, 8, 1)</c>.</summary>
    public sealed class CPUDevice : Device
    {
        public static readonly CPUDevice Default = new(4, 4, 1);
        public static readonly CPUDevice Nvidia = new(32, 32, 1);

        public CPUDevice(int numThreadsPerWarp, int numWarpsPerMultiprocessor, int numMultiprocessors)
            : base(AcceleratorType.CPU, "CPUAccelerator", numThreadsPerWarp, numThreadsPerWarp * numWarpsPerMultiprocessor, long.MaxValue) =>
            NumMultiprocessors = numMultiprocessors;
    }

    public static class CPUContextExtensions
    {
        public static Context.Builder CPU(this Context.Builder builder) => builder.Register(AcceleratorType.CPU);
        public static Context.Builder CPU(this Context.Builder builder, CPUDevice device) => builder.Register([device]);
        public static Context.Builder DefaultCPU(this Context.Builder builder) => builder.CPU(CPUDevice.Default);
    }
}

namespace ILGPU.Runtime.Cuda
{
    public static class CudaContextExtensions
    {
        public static Context.Builder Cuda(this Context.Builder builder) => builder.Register(AcceleratorType.Cuda);
    }
}

namespace ILGPU.Runtime.OpenCL
{
    public static class CLContextExtensions
    {
        public static Context.Builder OpenCL(this Context.Builder builder) => builder.Register(AcceleratorType.OpenCL);
    }
}

namespace ILGPU
{
    public static class AlgorithmContext
    {
        public static Context.Builder EnableAlgorithms(this Context.Builder builder)
        {
            builder.HasAlgorithms = true;
            return builder;
        }
    }
}
