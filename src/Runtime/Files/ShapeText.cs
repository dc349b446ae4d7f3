using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>Shapes as messages print them: <c>(64,28,28)</c>, <c>(128)</c>, <c>()</c>.</summary>
internal static class ShapeText
{
    public static string Of<T>(ImmutableArray<T> shape)
        where T : IFormattable =>
        "(" + string.Join(',', shape.Select(extent => extent.ToString(null, System.Globalization.CultureInfo.InvariantCulture))) + ")";
}
