// Two ways through a block that should end alike.
using CompiledNets;
using static CompiledNets.Ops;

namespace Corpus.Residuals;

// The way around a block keeps the size that the block halves.
[Network]
public partial class BadResidualStride
{
    [Forward] private Tensor Out([Shape(64, 56, 56)] Tensor x)
{
        var y = ReLU(Conv2D(x, 64, 3, stride: 2, padding: 1));
        return y + x;
//             ^^^^^ CN1003: Cannot add (64,28,28) and (64,56,56): 'x' is 56x56, but Conv2D on line 13 halves it (stride 2). Give 'x' stride
//          2 as well, with a 1x1 Conv2D, or drop the stride.
    }
}

[Network]
public partial class GoodResidualStride
{
    [Forward] private Tensor Out([Shape(64, 56, 56)] Tensor x)
{
        var y = ReLU(Conv2D(x, 64, 3, stride: 2, padding: 1));
        return y + Conv2D(x, 64, 1, stride: 2);
    }
}

// And the number of channels.
[Network]
public partial class BadResidualFilters
{
    [Forward] private Tensor Out([Shape(64, 56, 56)] Tensor x)
{
        var y = ReLU(Conv2D(x, 128, 3, padding: 1));
        return y + x;
//             ^^^^^ CN1003: Cannot add (128,56,56) and (64,56,56): 'x' is of 64 channels, but Conv2D on line 36 makes 128. Give 'x' a 1x1
//          Conv2D of 128 filters.
    }
}

[Network]
public partial class GoodResidualFilters
{
    [Forward] private Tensor Out([Shape(64, 56, 56)] Tensor x)
{
        var y = ReLU(Conv2D(x, 128, 3, padding: 1));
        return y + Conv2D(x, 128, 1);
    }
}

// Convolutions without padding shave off the border.
[Network]
public partial class BadResidualPadding
{
    [Forward] private Tensor Out([Shape(16, 28, 28)] Tensor x)
{
        var y = Conv2D(ReLU(Conv2D(x, 16, 3)), 16, 3);
        return y + x;
//             ^^^^^ CN1003: Cannot add (16,24,24) and (16,28,28): 'x' is 28x28, but Conv2D on line 59 and Conv2D on line 59 make it 24x24.
//          Give both the same stride and padding.
    }
}

[Network]
public partial class GoodResidualPadding
{
    [Forward] private Tensor Out([Shape(16, 28, 28)] Tensor x)
{
        var y = Conv2D(ReLU(Conv2D(x, 16, 3, padding: 1)), 16, 3, padding: 1);
        return y + x;
    }
}
