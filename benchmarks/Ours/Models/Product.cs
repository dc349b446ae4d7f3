using static CompiledNets.Ops;

namespace CompiledNets.Benchmarks.Models;

/// <summary><c>MatMul</c> of the peers' workloads.py: both matrices are inputs, so nothing can be prepared for either.</summary>
[Network]
public partial class Product
{
    public const int Size = 1024;

    [Forward]
    private Tensor Multiply([Shape(Size, Size)] Tensor a, [Shape(Size, Size)] Tensor b) => MatMul(a, b);
}
