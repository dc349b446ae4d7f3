namespace CompiledNets;

/// <summary>How a safetensors file stores the elements of a tensor, little-endian. Members are named as in files.</summary>
/// <remarks>Floating types of fewer than eight bits are not known here: files that hold them are refused.</remarks>
public enum SafetensorsType
{
    /// <summary>One byte, 0 or 1.</summary>
    BOOL,

    /// <summary>Unsigned, 8 bits.</summary>
    U8,

    /// <summary>Signed, 8 bits.</summary>
    I8,

    /// <summary>Float of 5 exponent and 2 mantissa bits.</summary>
    F8_E5M2,

    /// <summary>Float of 4 exponent and 3 mantissa bits.</summary>
    F8_E4M3,

    /// <summary>Unsigned, 16 bits.</summary>
    U16,

    /// <summary>Signed, 16 bits.</summary>
    I16,

    /// <summary>IEEE 754 half precision.</summary>
    F16,

    /// <summary>The upper half of an <see cref="F32"/>.</summary>
    BF16,

    /// <summary>Unsigned, 32 bits.</summary>
    U32,

    /// <summary>Signed, 32 bits.</summary>
    I32,

    /// <summary>IEEE 754 single precision: a C# <c>float</c>.</summary>
    F32,

    /// <summary>Unsigned, 64 bits.</summary>
    U64,

    /// <summary>Signed, 64 bits.</summary>
    I64,

    /// <summary>IEEE 754 double precision.</summary>
    F64,
}

/// <summary>What is known of each <see cref="SafetensorsType"/>.</summary>
internal static class SafetensorsTypes
{
    /// <summary>The type that a file names so. Exact: neither case nor numbers are forgiven.</summary>
    public static bool TryParse(string name, out SafetensorsType type) =>
        Enum.TryParse(name, ignoreCase: false, out type) && Enum.IsDefined(type) && type.ToString() == name;

    /// <summary>Bytes per element.</summary>
    public static int Size(this SafetensorsType type) => type switch
    {
        <= SafetensorsType.F8_E4M3 => 1,
        <= SafetensorsType.BF16 => 2,
        <= SafetensorsType.F32 => 4,
        _ => 8,
    };

    /// <summary>Whether elements can become floats: <see cref="SafetensorsReader.Read"/> takes these.</summary>
    public static bool IsFloating(this SafetensorsType type) =>
        type is SafetensorsType.F16 or SafetensorsType.BF16 or SafetensorsType.F32 or SafetensorsType.F64;
}
