using CompiledNets;

namespace Line;

/// <summary>Teaches a <see cref="LineNet"/> the line y = 2x from four of its points.</summary>
public static class LineFit
{
    private const int Epochs = 500;

    private static readonly float[] X = [0, 1, 2, 3];
    private static readonly float[] Y = [0, 2, 4, 6];

    /// <summary>Trains a new network.</summary>
    /// <param name="seed">Decides its initial weights. With some, too many ReLUs are off for all four points and stay so:
    /// their gradient is zero.</param>
    /// <returns>What it then predicts for x = 0, 1, 2 and 3.</returns>
    public static float[] Train(ulong seed)
    {
        var net = new LineNet(seed);
        var adam = new Adam(0.05);
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            net.LossGradients(X, Y);
            adam.Step(net);
        }

        var predictions = new float[X.Length];
        net.Predict(X, predictions);
        return predictions;
    }
}
