using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.StandIn;

namespace CompiledNets.Tests;

/// <summary>Each mistake of a running kernel ends with a message that names it.</summary>
public class FaultTests
{
    private record struct F4(float X, float Y, float Z, float W);

    private static void Beyond(ArrayView<float> input, ArrayView<float> output) => output[Group.IdxX] = input[Group.IdxX + 1];

    private static void SubViewBeyond(ArrayView<float> input, ArrayView<float> output) => output[0] = input.SubView(4, 5)[0];

    private static void UnalignedCast(ArrayView<float> input, ArrayView<float> output) => output[0] = input.SubView(2, 4).Cast<F4>()[0].X;

    private static void FalselyAligned(ArrayView<float> input, ArrayView<float> output) => output[0] = input.SubView(2, 4).AsAligned(16)[0];

    private static void EarlyReturn(ArrayView<float> input, ArrayView<float> output)
    {
        if (Group.IdxX == 5)
            return;
        Group.Barrier();
        output[Group.IdxX] = input[Group.IdxX];
    }

    private static void BarrierInBranch(ArrayView<float> input, ArrayView<float> output)
    {
        if (Group.IdxX < 4)
            Group.Barrier();
        else
            Group.Barrier();
    }

    private static void NoBarrierBeforeRead(ArrayView<float> input, ArrayView<float> output)
    {
        var shared = SharedMemory.Allocate<float>(8);
        shared[Group.IdxX] = input[Group.IdxX];
        output[Group.IdxX] = shared[7 - Group.IdxX];
    }

    private static void NoBarrierBeforeWrite(ArrayView<float> input, ArrayView<float> output)
    {
        var shared = SharedMemory.Allocate<float>(8);
        shared[Group.IdxX] = input[Group.IdxX];
        Group.Barrier();
        output[Group.IdxX] = shared[7 - Group.IdxX];
        shared[Group.IdxX] = 0;
    }

    private static void WritesOfTwoThreads(ArrayView<float> input, ArrayView<float> output) => output[Group.IdxX / 2] = 1;

    private static void WritesOfTwoGroups(ArrayView<float> input, ArrayView<float> output)
    {
        if (Group.IdxX == 0)
            output[3] = Grid.IdxX;
    }

    private static void ReadsOfAnotherGroup(ArrayView<float> input, ArrayView<float> output)
    {
        if (Group.IdxX == 0)
            output[Grid.IdxX] = output[1 - Grid.IdxX];
    }

    private static void AddsInPlace(ArrayView<float> input, ArrayView<float> output) => output[0] += input[Group.IdxX];

    private static void TooMuchShared(ArrayView<float> input, ArrayView<float> output)
    {
        var first = SharedMemory.Allocate<float>(8 * 1024);
        var second = SharedMemory.Allocate<float>(8 * 1024);
        output[0] = first.IntLength + second.IntLength;
    }

    [Theory]
    [InlineData(nameof(Beyond), "index 8 is outside 'input', a view of 8 Single at byte 0 of a buffer of 32, in FaultTests.Beyond, thread (7, 0, 0) of group (0, 0, 0)")]
    [InlineData(nameof(SubViewBeyond), "a sub-view of 5 from 4 is outside 'input'")]
    [InlineData(nameof(UnalignedCast), "a Cast from Single to F4 at byte 8 of a buffer of 32")]
    [InlineData(nameof(FalselyAligned), "AsAligned(16) of a view of Single at byte 8 of a buffer of 32")]
    [InlineData(nameof(EarlyReturn), "threads diverge in FaultTests.EarlyReturn, group (0, 0, 0): thread 5 has ended while thread 0 waits at Group.Barrier")]
    [InlineData(nameof(BarrierInBranch), "thread 4 waits at Group.Barrier")]
    [InlineData(nameof(NoBarrierBeforeRead), "a race: byte 16 of shared memory is written here and was read by thread 3")]
    [InlineData(nameof(NoBarrierBeforeWrite), "a race: byte 12 of shared memory is read here and was written by thread 3")]
    [InlineData(nameof(WritesOfTwoThreads), "a race: 'output', byte 0 of a buffer of 32 is written here and was written by thread 0, with no barrier")]
    [InlineData(nameof(WritesOfTwoGroups), "byte 12 of a buffer of 32 is written here and was written by thread 0 of group 0")]
    [InlineData(nameof(ReadsOfAnotherGroup), "a race: 'output'")]
    [InlineData(nameof(AddsInPlace), "a race: 'output', byte 0 of a buffer of 32 is read here and was written by thread 0")]
    [InlineData(nameof(TooMuchShared), "65536 bytes of shared memory, of 49152")]
    public void AFault_IsTold(string kernel, string expected)
    {
        using var device = new TestDevice();
        using var input = device.Floats(8, i => i);
        using var output = device.Floats(8, _ => 0);
        var method = typeof(FaultTests).GetMethod(kernel, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!;
        var launch = device.Accelerator.LoadStreamKernel(method.CreateDelegate<Action<ArrayView<float>, ArrayView<float>>>());
        Assert.Contains(expected, device.Fault(() => launch((2, 8), input.View, output.View)));
    }

    [Fact]
    public void AnExtentOfZero_Throws()
    {
        using var device = new TestDevice();
        using var x = device.Floats(8, i => i);
        var launch = device.Accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>>(Beyond);
        Assert.Throws<CudaException>(() => launch((0, 8), x.View, x.View));
        Assert.Throws<CudaException>(() => launch((1, 2000), x.View, x.View));
    }

    [Fact]
    public void MemoryThatNobodyWrote_IsNaN()
    {
        using var device = new TestDevice();
        using var x = device.Accelerator.Allocate1D<float>(3);
        Assert.All(x.GetAsArray1D(), value => Assert.True(float.IsNaN(value)));
        Assert.Equal(0, x.NativePtr % 256);
    }

    [Fact]
    public void TooMuchMemory_IsRefused_AndFreedMemoryIsNot()
    {
        using var machine = Machine.Of(Machine.Cuda(memory: 1000));
        using var device = new TestDevice();
        var first = device.Accelerator.Allocate1D<float>(200);
        Assert.Contains("out of memory", Assert.Throws<CudaException>(() => device.Accelerator.Allocate1D<float>(51)).Message);
        first.Dispose();
        device.Accelerator.Allocate1D<float>(250).Dispose();
    }

    [Fact]
    public void ALostDevice_StaysLost()
    {
        using var device = new TestDevice();
        using var x = device.Floats(8, i => i);
        device.Accelerator.Faults.LoseDeviceAfter = 1;
        x.MemSetToZero();
        Assert.Contains("lost", Assert.Throws<CudaException>(() => x.MemSetToZero()).Message);
        Assert.Throws<CudaException>(device.Accelerator.Synchronize);
        Assert.Throws<CudaException>(() => x.GetAsArray1D());
    }

    [Fact]
    public void ADisposedBuffer_CannotBeUsed()
    {
        using var device = new TestDevice();
        var x = device.Floats(8, i => i);
        var view = x.View;
        x.Dispose();
        Assert.Throws<ObjectDisposedException>(() => view.MemSetToZero());
    }
}
