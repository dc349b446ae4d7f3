using System.Numerics;


namespace ILGPU;

public static unsafe class Interop
{
    public static int SizeOf<T>() where T : unmanaged => sizeof(T);
    public static uint FloatAsInt(float value) => BitConverter.SingleToUInt32Bits(value);
    public static ulong FloatAsInt(double value) => BitConverter.DoubleToUInt64Bits(value);
    public static float IntAsFloat(uint value) => BitConverter.UInt32BitsToSingle(value);
    public static double IntAsFloat(ulong value) => BitConverter.UInt64BitsToDouble(value);
}

/// <summary>Mathematics that compiles for every device.</summary>
public static class IntrinsicMath
{
    public static float Abs(float value) => MathF.Abs(value);
    public static double Abs(double value) => Math.Abs(value);
    public static int Abs(int value) => Math.Abs(value);
    public static long Abs(long value) => Math.Abs(value);
    public static float Min(float first, float second) => MathF.Min(first, second);
    public static double Min(double first, double second) => Math.Min(first, second);
    public static int Min(int first, int second) => Math.Min(first, second);
    public static uint Min(uint first, uint second) => Math.Min(first, second);
    public static long Min(long first, long second) => Math.Min(first, second);
    public static float Max(float first, float second) => MathF.Max(first, second);
    public static double Max(double first, double second) => Math.Max(first, second);
    public static int Max(int first, int second) => Math.Max(first, second);
    public static uint Max(uint first, uint second) => Math.Max(first, second);
    public static long Max(long first, long second) => Math.Max(first, second);
    public static float Clamp(float value, float min, float max) => Max(Min(value, max), min);
    public static double Clamp(double value, double min, double max) => Max(Min(value, max), min);
    public static int Clamp(int value, int min, int max) => Max(Min(value, max), min);
    public static uint Clamp(uint value, uint min, uint max) => Max(Min(value, max), min);
    public static long Clamp(long value, long min, long max) => Max(Min(value, max), min);
    public static int PopCount(int value) => BitOperations.PopCount((uint)value);
    public static int PopCount(uint value) => BitOperations.PopCount(value);
    public static int LeadingZeroCount(int value) => BitOperations.LeadingZeroCount((uint)value);
    public static int LeadingZeroCount(uint value) => BitOperations.LeadingZeroCount(value);
    public static int TrailingZeroCount(int value) => BitOperations.TrailingZeroCount(value);
    public static int TrailingZeroCount(uint value) => BitOperations.TrailingZeroCount(value);
    public static int DivRoundUp(int numerator, int denominator) => (numerator + denominator - 1) / denominator;
    public static int DivRoundDown(int numerator, int denominator) => numerator / denominator;

    public static class CPUOnly
    {
        public static float Rcp(float value) => 1 / value;
        public static float Sqrt(float value) => MathF.Sqrt(value);
        public static float Rsqrt(float value) => 1 / MathF.Sqrt(value);
        public static float Exp2(float value) => MathF.Pow(2, value);
        public static float Log2(float value) => MathF.Log2(value);
        public static float Exp(float value) => MathF.Exp(value);
        public static float Log(float value) => MathF.Log(value);
        public static float Tanh(float value) => MathF.Tanh(value);
        public static float Sin(float value) => MathF.Sin(value);
        public static float Cos(float value) => MathF.Cos(value);
        public static float Floor(float value) => MathF.Floor(value);
        public static float Ceiling(float value) => MathF.Ceiling(value);
        public static float Pow(float left, float right) => MathF.Pow(left, right);
        public static bool IsNaN(float value) => float.IsNaN(value);
        public static bool IsInfinity(float value) => float.IsInfinity(value);
        public static bool IsFinite(float value) => float.IsFinite(value);
    }
}
