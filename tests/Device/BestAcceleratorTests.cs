using CompiledNets.Accelerated;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.StandIn;

namespace CompiledNets.Device.Tests;

/// <summary>The fastest device is opened, or it is said why there is none.</summary>
public class BestAcceleratorTests
{
    private const string TooOld = "The Cuda driver version 9.0 is too old";

    [Fact]
    public void Cuda_ComesBeforeOpenCL_AndThenTheLargest()
    {
        using (Machine.Of(Machine.OpenCL(64L << 30), Machine.Cuda(1L << 30), Machine.Cuda(2L << 30)))
        using (BestAccelerator best = BestAccelerator.Open())
        {
            Assert.Equal((AcceleratorType.Cuda, 2L << 30), (best.Accelerator.AcceleratorType, best.Accelerator.MemorySize));
            Assert.True(best.Accelerator.Context.Properties.EnableProfiling);
        }
    }

    [Fact]
    public void OpenCL_IsTheSecondChoice()
    {
        using (Machine.Of(new OldDriver(), Machine.OpenCL()))
        using (BestAccelerator best = BestAccelerator.Open())
        {
            Assert.Equal(AcceleratorType.OpenCL, best.Accelerator.AcceleratorType);
        }
    }

    [Fact]
    public void NoDevice_IsToldWithWhatToDo()
    {
        using (Machine.Of())
        {
            string message = Assert.Throws<PlatformNotSupportedException>(BestAccelerator.Open).Message;
            Assert.Contains("CUDA: no device. OpenCL: no device.", message, StringComparison.Ordinal);
            Assert.Contains("BestAccelerator.OpenHost()", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ADriverThatIsTooOld_IsToldAsItTells()
    {
        using (Machine.Of(new OldDriver()))
        {
            Assert.Contains($"CUDA: {TooOld}. OpenCL: no device.", Assert.Throws<PlatformNotSupportedException>(BestAccelerator.Open).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AFailedDevice_CanBeDisposed()
    {
        BestAccelerator best = BestAccelerator.Open();
        best.Accelerator.Faults.LoseDeviceAfter = 0;
        Assert.ThrowsAny<AcceleratorException>(() => best.Accelerator.Allocate1D(new float[3]));
        best.Dispose();
    }

    private sealed class OldDriver() : ILGPU.Runtime.Device(AcceleratorType.Cuda, "Old", 32, 1024, 1L << 30)
    {
        public override Accelerator CreateAccelerator(Context context) => throw new NotSupportedException(TooOld);
    }
}
