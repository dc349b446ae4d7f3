using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>Slices and concatenation along an axis.</summary>
[References]
internal static class Movements
{
    public static void Slice(SliceOp op, Values x, Values y) => Copy(x, op.Axis, op.Start, y, 0, op.End - op.Start);

    public static void SliceGradient(SliceGradientOp op, Values dy, Values dx) => Copy(dy, op.Axis, 0, dx, op.Start, op.End - op.Start);

    public static void Concat(ConcatOp op, Values[] parts, Values y)
    {
        int start = 0;
        foreach (Values part in parts)
        {
            Copy(part, op.Axis, 0, y, start, part.Shape[op.Axis]);
            start += part.Shape[op.Axis];
        }
    }

    private static void Copy(Values from, int axis, int fromStart, Values to, int toStart, int count)
    {
        (from, to) = (from.Around(axis, axis + 1), to.Around(axis, axis + 1));
        for (int n = 0; n < to.Samples; n++)
        {
            for (int outer = 0; outer < to.Shape[0]; outer++)
            {
                for (int i = 0; i < count; i++)
                {
                    for (int inner = 0; inner < to.Shape[2]; inner++)
                    {
                        to[n, outer, toStart + i, inner] = from[n, outer, fromStart + i, inner];
                    }
                }
            }
        }
    }
}
