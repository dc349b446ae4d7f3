using System.Diagnostics.CodeAnalysis;

namespace CompiledNets.Kernels;

/// <summary>Checks ints that will be used as indices, before anything is written.</summary>
internal static class IndexRange
{
    public static void Check(ReadOnlySpan<int> indices, int count, string parameterName, string counted)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            if ((uint)indices[i] >= (uint)count)
            {
                Refuse(indices[i], i, count, parameterName, counted);
            }
        }
    }

    [DoesNotReturn]
    private static void Refuse(int value, int index, int count, string parameterName, string counted) =>
        throw new ArgumentOutOfRangeException(
            parameterName, value, $"{parameterName}[{index}] is {value}, but must be from 0 to {count - 1}: there are {count} {counted}.");
}
