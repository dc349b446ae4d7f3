using CompiledNets.Compiler.FrontEnd;

namespace CompiledNets.Compiler.Stability;

/// <summary>Ops that rules treat alike, by the names that users write.</summary>
internal static class Families
{
    /// <summary>The same values elsewhere or in another shape.</summary>
    public static readonly HashSet<string> Movements = ["Reshape", "Flatten", "Transpose", "Permute", "Slice", "Broadcast", InnerNetwork.InputOp];

    /// <summary>What keeps a value what it is, for a reader who asks what made it: dropout is the identity but for its gaps.</summary>
    public static readonly HashSet<string> PassingOn = [.. Movements, "Dropout"];

    /// <summary>Products with weights, one layer each.</summary>
    public static readonly HashSet<string> WeightLayers = ["Dense", "Conv1D", "Conv2D", "ConvTranspose2D"];

    public static readonly HashSet<string> Recurrent = ["RNN", "LSTM", "GRU"];

    public static readonly HashSet<string> Norms = ["BatchNorm", "LayerNorm", "RMSNorm", "GroupNorm", "InstanceNorm"];

    public static readonly HashSet<string> Pooling =
        ["MaxPool1D", "MaxPool2D", "AveragePool2D", "GlobalAveragePool", "GlobalMaxPool", "Upsample", "Pad"];

    /// <summary>Elementwise functions that stand between layers.</summary>
    public static readonly HashSet<string> Activations =
    [
        "ReLU", "LeakyReLU", "PReLU", "ELU", "SELU", "GELU", "SiLU", "Mish", "HardSwish", "Softplus", "Softsign", "Sigmoid", "Tanh",
    ];

    /// <summary>What has learned values, so that training moves what comes out of it.</summary>
    public static readonly HashSet<string> Learned =
        [.. WeightLayers, .. Recurrent, .. Norms, "Embedding", "MultiHeadAttention", "SelfAttention", "PReLU", "GatedLinearUnit"];

    /// <summary>Losses that apply softmax to the logits that they are given.</summary>
    public static readonly HashSet<string> SoftmaxLosses = ["SoftmaxCrossEntropy", "SoftmaxFocal"];

    /// <summary>Losses that apply the sigmoid to the logits that they are given.</summary>
    public static readonly HashSet<string> SigmoidLosses = ["BinaryCrossEntropyWithLogits", "BinaryFocalWithLogits"];

    /// <summary>Losses that compare what is predicted with what is wanted.</summary>
    public static readonly HashSet<string> PredictionLosses =
    [
        .. SoftmaxLosses, .. SigmoidLosses, "BinaryCrossEntropy", "NegativeLogLikelihood", "MeanSquaredError", "MeanAbsoluteError", "Huber", "Hinge",
        "MultiMargin", "CTC",
    ];
}
