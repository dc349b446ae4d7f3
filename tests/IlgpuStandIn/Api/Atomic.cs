using System.Runtime.CompilerServices;

namespace ILGPU;

/// <summary>Indivisible updates; each returns the value before it.</summary>
public static class Atomic
{
    public static int Add(ref int target, int value) => Interlocked.Add(ref target, value) - value;
    public static long Add(ref long target, long value) => Interlocked.Add(ref target, value) - value;
    public static uint Add(ref uint target, uint value) => Interlocked.Add(ref target, value) - value;
    public static ulong Add(ref ulong target, ulong value) => Interlocked.Add(ref target, value) - value;
    public static float Add(ref float target, float value) => Update(ref target, value, static (a, b) => a + b);
    public static double Add(ref double target, double value) => Update(ref target, value, static (a, b) => a + b);

    public static int Max(ref int target, int value) => Update(ref target, value, Math.Max);
    public static uint Max(ref uint target, uint value) => Update(ref target, value, Math.Max);
    public static float Max(ref float target, float value) => Update(ref target, value, MathF.Max);
    public static double Max(ref double target, double value) => Update(ref target, value, Math.Max);
    public static int Min(ref int target, int value) => Update(ref target, value, Math.Min);
    public static uint Min(ref uint target, uint value) => Update(ref target, value, Math.Min);
    public static float Min(ref float target, float value) => Update(ref target, value, MathF.Min);
    public static double Min(ref double target, double value) => Update(ref target, value, Math.Min);

    public static int And(ref int target, int value) => Interlocked.And(ref target, value);
    public static uint And(ref uint target, uint value) => Interlocked.And(ref target, value);
    public static int Or(ref int target, int value) => Interlocked.Or(ref target, value);
    public static uint Or(ref uint target, uint value) => Interlocked.Or(ref target, value);
    public static int Xor(ref int target, int value) => Update(ref target, value, static (a, b) => a ^ b);
    public static uint Xor(ref uint target, uint value) => Update(ref target, value, static (a, b) => a ^ b);

    public static int Exchange(ref int target, int value) => Interlocked.Exchange(ref target, value);
    public static uint Exchange(ref uint target, uint value) => Interlocked.Exchange(ref target, value);
    public static long Exchange(ref long target, long value) => Interlocked.Exchange(ref target, value);
    public static float Exchange(ref float target, float value) => Interlocked.Exchange(ref target, value);
    public static double Exchange(ref double target, double value) => Interlocked.Exchange(ref target, value);

    public static int CompareExchange(ref int target, int compare, int value) => Interlocked.CompareExchange(ref target, value, compare);
    public static uint CompareExchange(ref uint target, uint compare, uint value) => Interlocked.CompareExchange(ref target, value, compare);
    public static long CompareExchange(ref long target, long compare, long value) => Interlocked.CompareExchange(ref target, value, compare);

    public static float CompareExchange(ref float target, float compare, float value) =>
        Interop.IntAsFloat(CompareExchange(ref Unsafe.As<float, uint>(ref target), Interop.FloatAsInt(compare), Interop.FloatAsInt(value)));

    private static T Update<T>(ref T target, T value, Func<T, T, T> operation)
    {
        while (true)
        {
            var before = target;
            if (EqualityComparer<T>.Default.Equals(Interlocked.CompareExchange(ref target, operation(before, value), before), before))
                return before;
        }
    }
}
