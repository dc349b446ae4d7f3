namespace CompiledNets.Kernels;

/// <summary>The instruction sets that the product kernels are compiled for.</summary>
internal enum SimdLevel
{
    /// <summary><see cref="PortableSimd"/>.</summary>
    Portable,

    /// <summary><see cref="Avx2Simd"/>.</summary>
    Avx2,

    /// <summary><see cref="Avx512Simd"/>.</summary>
    Avx512,
}

/// <summary>Chooses among them.</summary>
internal static class SimdLevels
{
    /// <summary>The fastest that this machine has: a constant once compiled.</summary>
    public static SimdLevel Best =>
        Avx512Simd.IsSupported ? SimdLevel.Avx512 : Avx2Simd.IsSupported ? SimdLevel.Avx2 : SimdLevel.Portable;
}
