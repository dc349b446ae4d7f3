namespace Digits;

/// <summary>What the command line asks for.</summary>
/// <param name="DataFolder">MNIST's four files, or null for drawn digits.</param>
/// <param name="SavePath">Where the trained parameters go.</param>
/// <param name="PredictPath">Trained parameters to predict with instead of training, or null.</param>
internal sealed record Settings(
    string? DataFolder, NetworkChoice Network, int Epochs, int BatchSize, double LearningRate, ulong Seed, int Threads, string SavePath,
    string? PredictPath);
