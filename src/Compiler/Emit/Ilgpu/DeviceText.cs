namespace CompiledNets.Compiler.Emit.Ilgpu;

/// <summary>The short names of an emitted device file.</summary>
internal static class DeviceText
{
    /// <summary>The namespace of the sources in <c>src/Device</c>.</summary>
    public const string Library = "Acc";

    /// <summary>A view of floats on the device.</summary>
    public const string Floats = "Floats";

    /// <summary>A view of ints on the device.</summary>
    public const string Ints = "Ints";

    /// <summary>What a device file uses.</summary>
    public static readonly string[] Usings =
    [
        "using ILGPU;", "using ILGPU.Runtime;", $"using {Library} = global::CompiledNets.Accelerated;",
        $"using {Floats} = global::ILGPU.ArrayView<float>;", $"using {Ints} = global::ILGPU.ArrayView<int>;",
    ];

    /// <summary>The class in a network's file that holds its kernels.</summary>
    public const string Kernels = "DeviceCode";

    /// <summary>The most views that one kernel takes: ILGPU allows 14 parameters, and some are numbers.</summary>
    public const int MostViews = 10;
}
