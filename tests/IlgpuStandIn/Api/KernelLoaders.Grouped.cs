using ILGPU.StandIn;

namespace ILGPU.Runtime;

/// <summary>Kernels of 1 to 14 parameters that say themselves what a group is, on a given stream or on the default one.</summary>
public static partial class KernelLoaders
{
    public static Action<AcceleratorStream, KernelConfig, T1> LoadKernel<T1>(this Accelerator accelerator, Action<T1> action)
        where T1 : struct
    {
        var kernel = Kernel.Load(accelerator, action, isGrouped: true);
        return (stream, config, p1) => kernel.On(stream, config).Add(p1).Start();
    }

    public static Action<KernelConfig, T1> LoadStreamKernel<T1>(this Accelerator accelerator, Action<T1> action)
        where T1 : struct
    {
        var kernel = Kernel.Load(accelerator, action, isGrouped: true);
        return (config, p1) => kernel.On(accelerator.DefaultStream, config).Add(p1).Start();
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2> LoadKernel<T1, T2>(this Accelerator accelerator, Action<T1, T2> action)
        where T1 : struct where T2 : struct
    {
        var kernel = Kernel.Load(accelerator, action, isGrouped: true);
        return (stream, config, p1, p2) => kernel.On(stream, config).Add(p1).Add(p2).Start();
    }

    public static Action<KernelConfig, T1, T2> LoadStreamKernel<T1, T2>(this Accelerator accelerator, Action<T1, T2> action)
        where T1 : struct where T2 : struct
    {
        var kernel = Kernel.Load(accelerator, action, isGrouped: true);
        return (config, p1, p2) => kernel.On(accelerator.DefaultStream, config).Add(p1).Add(p2).Start();
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3> LoadKernel<T1, T2, T3>(this Accelerator accelerator, Action<T1, T2, T3> action)
        where T1 : struct where T2 : struct where T3 : struct
    {
        var kernel = Kernel.Load(accelerator, action, isGrouped: true);
        return (stream, config, p1, p2, p3) => kernel.On(stream, config).Add(p1).Add(p2).Add(p3).Start();
    }

    public static Action<KernelConfig, T1, T2, T3> LoadStreamKernel<T1, T2, T3>(this Accelerator accelerator, Action<T1, T2, T3> action)
        where T1 : struct where T2 : struct where T3 : struct
    {
        var kernel = Kernel.Load(accelerator, action, isGrouped: true);
        return (config, p1, p2, p3) => kernel.On(accelerator.DefaultStream, config).Add(p1).Add(p2).Add(p3).Start();
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4> LoadKernel<T1, T2, T3, T4>(this Accelerator accelerator, Action<T1, T2, T3, T4> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
    {
        var kernel = Kernel.Load(accelerator, action, isGrouped: true);
        return (stream, config, p1, p2, p3, p4) => kernel.On(stream, config).Add(p1).Add(p2).Add(p3).Add(p4).Start();
    }

    public static Action<KernelConfig, T1, T2, T3, T4> LoadStreamKernel<T1, T2, T3, T4>(this Accelerator accelerator, Action<T1, T2, T3, T4> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
    {
        var kernel = Kernel.Load(accelerator, action, isGrouped: true);
        return (config, p1, p2, p3, p4) => kernel.On(accelerator.DefaultStream, config).Add(p1).Add(p2).Add(p3).Add(p4).Start();
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5> LoadKernel<T1, T2, T3, T4, T5>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct
    {
        var kernel = Kernel.Load(accelerator, action, isGrouped: true);
        return (stream, config, p1, p2, p3, p4, p5) => kernel.On(stream, config).Add(p1).Add(p2).Add(p3).Add(p4).Add(p5).Start();
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5> LoadStreamKernel<T1, T2, T3, T4, T5>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct
    {
        var kernel = Kernel.Load(accelerator, action, isGrouped: true);
        return (config, p1, p2, p3, p4, p5) => kernel.On(accelerator.DefaultStream, config).Add(p1).Add(p2).Add(p3).Add(p4).Add(p5).Start();
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6> LoadKernel<T1, T2, T3, T4, T5, T6>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
    {
        var kernel = Kernel.Load(accelerator, action, isGrouped: true);
        return (stream, config, p1, p2, p3, p4, p5, p6) => kernel.On(stream, config).Add(p1).Add(p2).Add(p3).Add(p4).Add(p5).Add(p6).Start();
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6> LoadStreamKernel<T1, T2, T3, T4, T5, T6>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
    {
        var kernel = Kernel.Load(accelerator, action, isGrouped: true);
        return (config, p1, p2, p3, p4, p5, p6) => kernel.On(accelerator.DefaultStream, config).Add(p1).Add(p2).Add(p3).Add(p4).Add(p5).Add(p6).Start();
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7> LoadKernel<T1, T2, T3, T4, T5, T6, T7>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct
    {
        var kernel = Kernel.Load(accelerator, action, isGrouped: true);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7) => kernel.On(stream, config).Add(p1).Add(p2).Add(p3).Add(p4).Add(p5).Add(p6).Add(p7).Start();
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct
    {
        var kernel = Kernel.Load(accelerator, action, isGrouped: true);
        return (config, p1, p2, p3, p4, p5, p6, p7) => kernel.On(accelerator.DefaultStream, config).Add(p1).Add(p2).Add(p3).Add(p4).Add(p5).Add(p6).Add(p7).Start();
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct
    {
        var kernel = Kernel.Load(accelerator, action, isGrouped: true);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7, p8) => kernel.On(stream, config).Add(p1).Add(p2).Add(p3).Add(p4).Add(p5).Add(p6).Add(p7).Add(p8).Start();
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct
    {
        var kernel = Kernel.Load(accelerator, action, isGrouped: true);
        return (config, p1, p2, p3, p4, p5, p6, p7, p8) => kernel.On(accelerator.DefaultStream, config).Add(p1).Add(p2).Add(p3).Add(p4).Add(p5).Add(p6).Add(p7).Add(p8).Start();
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct
    {
        var kernel = Kernel.Load(accelerator, action, isGrouped: true);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9) => kernel.On(stream, config).Add(p1).Add(p2).Add(p3).Add(p4).Add(p5).Add(p6).Add(p7).Add(p8).Add(p9).Start();
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct
    {
        var kernel = Kernel.Load(accelerator, action, isGrouped: true);
        return (config, p1, p2, p3, p4, p5, p6, p7, p8, p9) => kernel.On(accelerator.DefaultStream, config).Add(p1).Add(p2).Add(p3).Add(p4).Add(p5).Add(p6).Add(p7).Add(p8).Add(p9).Start();
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct
    {
        var kernel = Kernel.Load(accelerator, action, isGrouped: true);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10) => kernel.On(stream, config).Add(p1).Add(p2).Add(p3).Add(p4).Add(p5).Add(p6).Add(p7).Add(p8).Add(p9).Add(p10).Start();
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct
    {
        var kernel = Kernel.Load(accelerator, action, isGrouped: true);
        return (config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10) => kernel.On(accelerator.DefaultStream, config).Add(p1).Add(p2).Add(p3).Add(p4).Add(p5).Add(p6).Add(p7).Add(p8).Add(p9).Add(p10).Start();
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct
    {
        var kernel = Kernel.Load(accelerator, action, isGrouped: true);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11) => kernel.On(stream, config).Add(p1).Add(p2).Add(p3).Add(p4).Add(p5).Add(p6).Add(p7).Add(p8).Add(p9).Add(p10).Add(p11).Start();
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct
    {
        var kernel = Kernel.Load(accelerator, action, isGrouped: true);
        return (config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11) => kernel.On(accelerator.DefaultStream, config).Add(p1).Add(p2).Add(p3).Add(p4).Add(p5).Add(p6).Add(p7).Add(p8).Add(p9).Add(p10).Add(p11).Start();
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct
    {
        var kernel = Kernel.Load(accelerator, action, isGrouped: true);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12) => kernel.On(stream, config).Add(p1).Add(p2).Add(p3).Add(p4).Add(p5).Add(p6).Add(p7).Add(p8).Add(p9).Add(p10).Add(p11).Add(p12).Start();
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct
    {
        var kernel = Kernel.Load(accelerator, action, isGrouped: true);
        return (config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12) => kernel.On(accelerator.DefaultStream, config).Add(p1).Add(p2).Add(p3).Add(p4).Add(p5).Add(p6).Add(p7).Add(p8).Add(p9).Add(p10).Add(p11).Add(p12).Start();
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct
    {
        var kernel = Kernel.Load(accelerator, action, isGrouped: true);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13) => kernel.On(stream, config).Add(p1).Add(p2).Add(p3).Add(p4).Add(p5).Add(p6).Add(p7).Add(p8).Add(p9).Add(p10).Add(p11).Add(p12).Add(p13).Start();
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct
    {
        var kernel = Kernel.Load(accelerator, action, isGrouped: true);
        return (config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13) => kernel.On(accelerator.DefaultStream, config).Add(p1).Add(p2).Add(p3).Add(p4).Add(p5).Add(p6).Add(p7).Add(p8).Add(p9).Add(p10).Add(p11).Add(p12).Add(p13).Start();
    }

    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct where T14 : struct
    {
        var kernel = Kernel.Load(accelerator, action, isGrouped: true);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14) => kernel.On(stream, config).Add(p1).Add(p2).Add(p3).Add(p4).Add(p5).Add(p6).Add(p7).Add(p8).Add(p9).Add(p10).Add(p11).Add(p12).Add(p13).Add(p14).Start();
    }

    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct where T14 : struct
    {
        var kernel = Kernel.Load(accelerator, action, isGrouped: true);
        return (config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14) => kernel.On(accelerator.DefaultStream, config).Add(p1).Add(p2).Add(p3).Add(p4).Add(p5).Add(p6).Add(p7).Add(p8).Add(p9).Add(p10).Add(p11).Add(p12).Add(p13).Add(p14).Start();
    }
}
