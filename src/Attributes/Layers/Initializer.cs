namespace CompiledNets;

/// <summary>How a parameter starts. See <c>Initializer</c> properties of layer attributes.</summary>
public enum Initializer
{
    /// <summary>He for layers that a ReLU-like activation follows, Xavier before saturating ones, zeros for biases.</summary>
    Default,

    /// <summary>All zeros.</summary>
    Zeros,

    /// <summary>All ones.</summary>
    Ones,

    /// <summary>Normal with variance 2 / fan-in (He et al. 2015, "Delving Deep into Rectifiers").</summary>
    HeNormal,

    /// <summary>Uniform on ±√(6 / fan-in) (He et al. 2015).</summary>
    HeUniform,

    /// <summary>Normal with variance 2 / (fan-in + fan-out) (Glorot and Bengio 2010).</summary>
    XavierNormal,

    /// <summary>Uniform on ±√(6 / (fan-in + fan-out)) (Glorot and Bengio 2010).</summary>
    XavierUniform,

    /// <summary>Normal with mean 0 and standard deviation 1: PyTorch's start for embeddings.</summary>
    StandardNormal,

    /// <summary>Normal with mean 0 and standard deviation 0.02: GPT-2's start for dense layers and embeddings.</summary>
    Gpt2Normal,

    /// <summary>Uniform on ±1/√fan-in: PyTorch's own start for dense, convolution and recurrent layers.</summary>
    LeCunUniform,

    /// <summary>All 0.25: PyTorch's start for the slope of PReLU.</summary>
    Quarter,
}
