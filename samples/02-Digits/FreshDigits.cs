using CompiledNets;
using Samples;

namespace Digits;

/// <summary>Uses a trained network as a program does that only predicts.</summary>
internal static class FreshDigits
{
    private const int Count = 20;

    /// <summary>Draws digits that nobody has seen, and reads them with the parameters of a file.</summary>
    /// <exception cref="IOException">The file is missing, damaged, or of another network.</exception>
    public static void Read(INetwork net, string path)
    {
        NetworkFiles.Load(net, path);
        Dataset digits = DigitData.DrawUnseen(Count);
        float[] logits = Predictions.Of(net, digits);
        Console.WriteLine("drawn " + Line(sample => DigitData.Label(digits, sample)));
        Console.WriteLine("read  " + Line(sample => Predictions.Answer(logits, sample)));
    }

    private static string Line(Func<int, int> digit) => string.Join(' ', Enumerable.Range(0, Count).Select(digit));
}
