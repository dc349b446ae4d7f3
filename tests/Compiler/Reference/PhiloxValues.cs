using CompiledNets.Kernels;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>The random values that an emitted network uses: of its seed and of the step that its counter says.</summary>
internal sealed class PhiloxValues(ulong seed, ulong step) : IRandomValues
{
    public void DropoutMask(int place, double keep, Span<double> mask)
    {
        float[] values = new float[mask.Length];
        Philox.DropoutMask(seed, step, place, 0, (float)keep, values);
        Widen(values, mask);
    }

    public void Normal(int place, Span<double> values)
    {
        float[] narrow = new float[values.Length];
        Philox.FillNormal(seed, step, place, 0, narrow);
        Widen(narrow, values);
    }

    private static void Widen(float[] from, Span<double> to)
    {
        for (int index = 0; index < from.Length; index++)
        {
            to[index] = from[index];
        }
    }
}
