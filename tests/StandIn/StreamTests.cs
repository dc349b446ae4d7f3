using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace CompiledNets.Tests;

/// <summary>Streams run beside each other; what the host does not order is told.</summary>
public class StreamTests
{
    private static void Double(Index1D i, ArrayView<float> x) => x[i] *= 2;

    [Fact]
    public void AStream_KeepsItsOrder()
    {
        using var device = new TestDevice();
        device.Accelerator.Checks.MaximalDelay = 2;
        using var x = device.Floats(1000, i => i);
        using var y = device.Accelerator.Allocate1D<float>(1000);
        var launch = device.Accelerator.LoadAutoGroupedKernel<Index1D, ArrayView<float>>(Double);
        using var stream = device.Accelerator.CreateStream();
        for (var i = 0; i < 5; i++)
            launch(stream, 1000, x.View);
        x.View.CopyTo(stream, y.View);
        stream.Synchronize();
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => 32f * i), y.GetAsArray1D());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AnUploadBesideTheKernelThatReadsIt_IsARace(bool isOrdered)
    {
        using var device = new TestDevice();
        using var x = device.Floats(1000, i => i);
        using var batch = device.Accelerator.AllocatePageLocked1D<float>(1000);
        batch.Span.Fill(3);
        var launch = device.Accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>>(Double);
        device.Accelerator.Checks.MaximalDelay = 5;
        using var upload = device.Accelerator.CreateStream();
        x.View.CopyFromPageLockedAsync(upload, batch);
        if (isOrdered)
            upload.Synchronize();
        launch(1000, x.View);
        if (isOrdered)
        {
            device.Accelerator.Synchronize();
            Assert.All(x.GetAsArray1D(), value => Assert.Equal(6, value));
        }
        else
        {
            Assert.Contains("on another stream, with no Synchronize", device.Fault(() => { }));
        }
    }

    [Fact]
    public void ALazyStream_DoesNothingBeforeItIsWaitedFor()
    {
        using var device = new TestDevice();
        device.Accelerator.Checks.IsLazy = true;
        using var x = device.Floats(10, i => i);
        using var batch = device.Accelerator.AllocatePageLocked1D<float>(10);
        using var upload = device.Accelerator.CreateStream();
        batch.Span.Fill(3);
        x.View.CopyFromPageLockedAsync(upload, batch);
        batch.Span.Fill(5);
        upload.Synchronize();
        Assert.All(x.GetAsArray1D(), value => Assert.Equal(5, value));
    }

    [Fact]
    public void AMarker_IsWaitedForWithoutWhatFollows()
    {
        using var context = Context.Create(builder => builder.Cuda().Profiling());
        using var accelerator = context.Devices[0].CreateAccelerator(context);
        accelerator.Checks.IsLazy = true;
        using var batch = accelerator.AllocatePageLocked1D<float>(10);
        using var x = accelerator.Allocate1D<float>(10);
        using var y = accelerator.Allocate1D<float>(10);
        using var stream = accelerator.CreateStream();
        batch.Span.Fill(3);
        x.View.CopyFromPageLockedAsync(stream, batch);
        using var marker = stream.AddProfilingMarker();
        y.View.CopyFromPageLockedAsync(stream, batch);
        marker.Synchronize();
        batch.Span.Fill(5);
        stream.Synchronize();
        Assert.Equal((3, 5), (x.GetAsArray1D()[0], y.GetAsArray1D()[0]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AMarker_OrdersWhatIsBeforeItAlone(bool isBefore)
    {
        using var context = Context.Create(builder => builder.Cuda().Profiling());
        using var accelerator = context.Devices[0].CreateAccelerator(context);
        using var x = accelerator.Allocate1D(new float[100]);
        using var batch = accelerator.AllocatePageLocked1D<float>(100);
        var launch = accelerator.LoadAutoGroupedKernel<Index1D, ArrayView<float>>(Double);
        using var kernels = accelerator.CreateStream();
        launch(kernels, 100, x.View);
        using var marker = kernels.AddProfilingMarker();
        if (!isBefore)
            launch(kernels, 100, x.View);
        marker.Synchronize();
        using var upload = accelerator.CreateStream();
        x.View.CopyFromPageLockedAsync(upload, batch);
        Exception? fault = Record.Exception(() =>
        {
            upload.Synchronize();
            kernels.Synchronize();
        });
        Assert.Equal(isBefore, fault is null);
    }

    [Fact]
    public void AMarker_NeedsProfiling()
    {
        using var device = new TestDevice();
        Assert.Throws<NotSupportedException>(device.Accelerator.DefaultStream.AddProfilingMarker);
    }

    [Fact]
    public void ACopyFromPageLockedMemory_ReadsWhatTheHostWritesMeanwhile()
    {
        using var device = new TestDevice();
        device.Accelerator.Checks.MaximalDelay = 50;
        using var x = device.Floats(10, i => i);
        using var batch = device.Accelerator.AllocatePageLocked1D<float>(10);
        using var upload = device.Accelerator.CreateStream();
        for (var i = 0; i < 5; i++)
            x.View.CopyFromPageLockedAsync(upload, batch);
        batch.Span.Fill(7);
        upload.Synchronize();
        Assert.All(x.GetAsArray1D(), value => Assert.Equal(7, value));
    }

    [Fact]
    public void PartsOfAPageLockedArray_AreCopiedAsViews()
    {
        using var device = new TestDevice();
        using var x = device.Floats(6, _ => 0);
        using var batch = device.Accelerator.AllocatePageLocked1D<float>(10);
        for (var i = 0; i < 10; i++)
            batch[i] = i;
        x.View.BaseView.SubView(1, 4).CopyFrom(device.Accelerator.DefaultStream, batch.ArrayView.SubView(3, 4));
        Assert.Equal([0, 3, 4, 5, 6, 0], x.GetAsArray1D());
        Assert.Throws<ArgumentOutOfRangeException>(() => x.View.BaseView.CopyFrom(device.Accelerator.DefaultStream, batch.ArrayView));
    }

    [Fact]
    public void Counters_TellWhatWasDone()
    {
        using var device = new TestDevice();
        using var x = device.Floats(10, i => i);
        var launch = device.Accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>>(Double);
        var counters = device.Accelerator.Counters;
        counters.Reset();
        launch(10, x.View);
        launch(10, x.View);
        x.MemSetToZero();
        x.GetAsArray1D();
        Assert.Equal((2, 1, 1, 0, 40), (counters.Launches, counters.Fills, counters.CopiesToHost, counters.CopiesToDevice, counters.BytesAllocated));
    }

    [Fact]
    public void ALaunch_AllocatesNothingOnceWarm()
    {
        using var device = new TestDevice();
        using var x = device.Floats(10, i => i);
        var launch = device.Accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>>(Double);
        for (var i = 0; i < 50; i++)
        {
            launch(10, x.View);
            device.Accelerator.DefaultStream.Synchronize();
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
        {
            launch(10, x.View);
            device.Accelerator.DefaultStream.Synchronize();
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
