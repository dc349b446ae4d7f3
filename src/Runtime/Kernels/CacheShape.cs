using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>The sizes of one sample's cache of keys and values.</summary>
/// <param name="Heads">Heads; each reads and writes Width / Heads neighbouring columns.</param>
/// <param name="Layers">Layers, one after another.</param>
/// <param name="Context">Rows of a layer: positions.</param>
/// <param name="Width">Columns of a key, and of a value, which lies beside it.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct CacheShape(int Heads, int Layers, int Context, int Width)
{
    /// <summary>Columns of a head.</summary>
    public int HeadWidth => Width / Heads;

    /// <summary>1/√d: dot products of d terms spread with √d, which would saturate the softmax.</summary>
    internal float Scale => 1f / MathF.Sqrt(HeadWidth);

    /// <summary>Floats of a row.</summary>
    internal int Row => 2 * Width;

    /// <summary>Floats of a sample.</summary>
    internal long Size => (long)Layers * Context * Row;

    /// <summary>Where a row begins.</summary>
    internal long RowAt(int sample, int layer, int position) => sample * Size + ((long)layer * Context + position) * Row;
}
