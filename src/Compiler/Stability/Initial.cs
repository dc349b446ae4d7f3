using System.Globalization;

namespace CompiledNets.Compiler.Stability;

/// <summary>What a layer's initialiser does to the size of the values that pass through it.</summary>
internal static class Initial
{
    /// <summary>The mean of the squares of the weights that an initialiser makes; null where it is left to the compiler.</summary>
    public static double? MeanSquare(string? initializer, double fanIn, double fanOut) => initializer switch
    {
        "Zeros" => 0,
        "Ones" => 1,
        "Quarter" => 0.0625,
        "HeNormal" or "HeUniform" => 2 / fanIn,
        "XavierNormal" or "XavierUniform" => 2 / (fanIn + fanOut),
        "StandardNormal" => 1,
        "Gpt2Normal" => 0.02 * 0.02,
        "LeCunUniform" => 1 / (3 * fanIn),
        _ => null,
    };

    /// <summary>How much a layer with weights raises the variance of what passes it and a ReLU, which halves it: n·E[w²] / 2 (He et al. 2015,
    /// equation 9). Null where the compiler chose the initialiser, which then keeps it.</summary>
    public static double? GainWithReLU(WiredCall layer)
    {
        (double fanIn, double fanOut) = Fans(layer);
        return MeanSquare(layer.Choice("initializer"), fanIn, fanOut) * fanIn / 2;
    }

    /// <summary>A power of ten for messages.</summary>
    public static string Exponent(double value) => Math.Round(Math.Log10(value)).ToString(CultureInfo.InvariantCulture);

    private static (double In, double Out) Fans(WiredCall layer)
    {
        double channelsIn = layer.Op == "Dense" ? layer.Inputs[0].Shape[-1] : layer.Inputs[0].Shape[0];
        double channelsOut = layer.Op == "Dense" ? layer.Shape[-1] : layer.Shape[0];
        double height = layer.Op == "Dense" ? 1 : layer.Number("kernel") ?? 1;
        double window = layer.Op is "Dense" or "Conv1D" ? height : height * (layer.Number("kernelWidth") ?? height);
        double groups = layer.Number("groups") ?? 1;
        return (channelsIn / groups * window, channelsOut / groups * window);
    }
}
