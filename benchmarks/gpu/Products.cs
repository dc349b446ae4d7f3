using static CompiledNets.Ops;

namespace CompiledNets.Benchmarks.Gpu;

/// <summary>C = A·B of square matrices that are both inputs; a size that the processor can do too.</summary>
[Network]
public partial class Product64
{
    [Forward]
    private Tensor Multiply([Shape(64, 64)] Tensor a, [Shape(64, 64)] Tensor b) => MatMul(a, b);
}

/// <inheritdoc cref="Product64"/>
[Network]
public partial class Product1024
{
    [Forward]
    private Tensor Multiply([Shape(1024, 1024)] Tensor a, [Shape(1024, 1024)] Tensor b) => MatMul(a, b);
}

/// <inheritdoc cref="Product64"/>
[Network]
public partial class Product4096
{
    [Forward]
    private Tensor Multiply([Shape(4096, 4096)] Tensor a, [Shape(4096, 4096)] Tensor b) => MatMul(a, b);
}

/// <inheritdoc cref="Product64"/>
[Network]
public partial class Product8192
{
    [Forward]
    private Tensor Multiply([Shape(8192, 8192)] Tensor a, [Shape(8192, 8192)] Tensor b) => MatMul(a, b);
}
