using ILGPU;
using ILGPU.Runtime.Cuda;

namespace CompiledNets.Accelerated;

/// <summary>Multiplies small matrices that are spread over the registers of a warp.</summary>
internal interface ITensorCore
{
    /// <summary>An element of a factor as it is going to be multiplied.</summary>
    static abstract float Round(float value);

    /// <summary>sums += a·b, for a of 16 × 8 and b of 8 × 8. Lane 4·g + t holds a[g, t], a[g + 8, t], a[g, t + 4] and a[g + 8, t + 4]; b[t, g] and
    /// b[t + 4, g]; sums[g, 2t], sums[g, 2t + 1], sums[g + 8, 2t] and sums[g + 8, 2t + 1].</summary>
    static abstract void AddProduct(ref F4 sums, F4 a, float first, float second);
}

/// <summary>The tensor cores of NVIDIA's devices from Ampere on (compute capability 8.0), fed with TensorFloat-32: factors keep 10 bits after the
/// leading one instead of 23, sums are of floats (PTX ISA, "mma.m16n8k8").</summary>
internal struct TensorFloat32Core : ITensorCore
{
    /// <summary>To the nearest number with 10 bits after the leading one, ties away from zero: the cores ignore the 13 bits below. NaN and
    /// infinities as they are.</summary>
    public static float Round(float value)
    {
        const uint Half = 1u << 12, Sign = 1u << 31, Infinity = 0x7F800000;
        uint bits = Interop.FloatAsInt(value);
        return (bits & ~Sign) < Infinity ? Interop.IntAsFloat((bits + Half) & ~(2 * Half - 1)) : value;
    }

    public static void AddProduct(ref F4 sums, F4 a, float first, float second)
    {
        Ref<float> x = sums.X, y = sums.Y, z = sums.Z, w = sums.W;
        Input<uint> a0 = Interop.FloatAsInt(a.X), a1 = Interop.FloatAsInt(a.Y), a2 = Interop.FloatAsInt(a.Z), a3 = Interop.FloatAsInt(a.W);
        Input<uint> b0 = Interop.FloatAsInt(first), b1 = Interop.FloatAsInt(second);
        CudaAsm.EmitRef(
            "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};",
            ref x, ref y, ref z, ref w, ref a0, ref a1, ref a2, ref a3, ref b0, ref b1);
        sums.X = x.Value;
        sums.Y = y.Value;
        sums.Z = z.Value;
        sums.W = w.Value;
    }
}
