using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>What a safetensors file says before its data: a length of eight bytes, then that many bytes of JSON.</summary>
/// <param name="Tensors">By their place in the file. Together they cover the data without a hole.</param>
/// <param name="Metadata">Texts that the file carries under <c>__metadata__</c>.</param>
internal sealed record SafetensorsHeader(ImmutableArray<SafetensorsTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The length of the length: an unsigned integer, little-endian.</summary>
    public const int PrefixBytes = sizeof(ulong);

    /// <summary>The longest header that is read or written: the limit of the format's first implementation.</summary>
    public const int MaxBytes = 100_000_000;

    /// <summary>The name in the header that is no tensor.</summary>
    public const string MetadataName = "__metadata__";

    /// <summary>Bytes of data after the header.</summary>
    public long DataBytes => Tensors.IsEmpty ? 0 : Tensors[^1].End;
}
