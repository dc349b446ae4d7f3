using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>One axis with all of a sample's values.</summary>
internal sealed class Flatten : Definition
{
    public override string Name => "Flatten";

    public override Node Build(Call call) => call.Reshape(call.Input, Shape.Of(call.Input.Shape.Size));
}

/// <summary>The same values under another shape; one extent may be -1, which is what remains.</summary>
internal sealed class Reshape : Definition
{
    public override string Name => "Reshape";

    public override Node? Build(Call call)
    {
        int[] extents = [.. call.Integers("shape") ?? []];
        int open = Array.IndexOf(extents, -1);
        foreach (int extent in extents)
        {
            if (extent < (open >= 0 ? -1 : 1) || extent == 0)
            {
                call.ReportAt("shape", Rules.BadArgument, "Reshape", "shape", Names.Text(extent), "positive extents, of which one may be -1");
                return null;
            }
        }

        int size = call.Input.Shape.Size;
        if (open >= 0 && Array.LastIndexOf(extents, -1) == open)
        {
            extents[open] = 1;
            long rest = Shape.Of(extents).LongSize;
            extents[open] = (int)Math.Max(1, size / rest);
        }

        Shape shape = Shape.Of(extents);
        if (extents.Contains(-1) || shape.LongSize != size)
        {
            call.ReportAt("shape", Rules.CannotReshape, Call.Describe(call.Input), Names.Text(size), shape.ToString());
            return null;
        }

        return call.Reshape(call.Input, shape);
    }
}
