using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Tests.Reference;

internal static class Broadcasting
{
    /// <summary>For each value of shape <paramref name="to"/>, in order, the number of the value of shape <paramref name="from"/> that
    /// stands there: axes are aligned at the last, and an axis of extent 1 is repeated.</summary>
    public static int[] Offsets(Shape from, Shape to)
    {
        int[] offsets = new int[to.Size];
        for (int index = 0; index < offsets.Length; index++)
        {
            int rest = index, stride = 1;
            for (int axis = 1; axis <= to.Rank; axis++)
            {
                int at = rest % to[-axis];
                rest /= to[-axis];
                if (axis <= from.Rank)
                {
                    offsets[index] += from[-axis] == 1 ? 0 : at * stride;
                    stride *= from[-axis];
                }
            }
        }

        return offsets;
    }
}
