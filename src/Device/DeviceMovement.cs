using ILGPU;

namespace CompiledNets.Accelerated;

/// <summary>Copies that change shape, one value of the result by each thread. Axes before and after the one concerned are folded into
/// outer (the samples among them) and inner.</summary>
internal static class DeviceMovement
{
    private const int Tile = 32;

    /// <summary>Where value <paramref name="i"/> of y = x[:, start..end, :] stands in x [outer, size, inner].</summary>
    internal static int SliceIndex(int i, int size, int inner, int start, int end)
    {
        int run = (end - start) * inner, outer = i / run;
        return (outer * size + start) * inner + (i - outer * run);
    }

    /// <summary>Where value <paramref name="i"/> of y [outer, size, inner] stands in what fills y[:, start..end, :], or -1 where it does
    /// not: concat asks for each of its parts.</summary>
    internal static int PartIndex(int i, int size, int inner, int start, int end)
    {
        int line = size * inner, outer = i / line, place = i - outer * line - start * inner, run = (end - start) * inner;
        return place >= 0 && place < run ? outer * run + place : -1;
    }

    /// <summary>y = x[:, start..end, :] of x [outer, size, inner].</summary>
    internal static float Slice(int i, ArrayView<float> x, int size, int inner, int start, int end) =>
        x[SliceIndex(i, size, inner, start, end)];

    /// <inheritdoc cref="Slice(int, ArrayView{float}, int, int, int, int)"/>
    internal static int Slice(int i, ArrayView<int> x, int size, int inner, int start, int end) =>
        x[SliceIndex(i, size, inner, start, end)];

    /// <summary>y[:, start..end, :] = x, and 0 elsewhere in y [outer, size, inner]: the gradient of a slice, and padding.</summary>
    internal static float PadSlice(int i, ArrayView<float> x, int size, int inner, int start, int end)
    {
        int at = PartIndex(i, size, inner, start, end);
        return at < 0 ? 0f : x[at];
    }

    /// <summary>y[o, :, i] = x[o, i] for y [outer, count, inner].</summary>
    internal static float Expand(int i, ArrayView<float> x, int count, int inner) => x[i / (count * inner) * inner + i % inner];

    /// <summary>y[n, :] = x for each sample, of as many values as x has.</summary>
    internal static int Repeat(int i, ArrayView<int> x, int size) => x[i % size];

    /// <summary>y = x with each sample's axes in another order: axis k of y has <c>extent k</c> values, which stand <c>stride k</c> apart in
    /// x. Fewer than six axes begin with extents of 1, which need not be given: extent 0 is what is left of the sample's size.</summary>
    internal static float Permute(
        int i, ArrayView<float> x, int size, int extent1, int extent2, int extent3, int extent4, int extent5,
        int stride0, int stride1, int stride2, int stride3, int stride4, int stride5)
    {
        int rest = i % size, at = i - rest;
        at += rest % extent5 * stride5;
        rest /= extent5;
        at += rest % extent4 * stride4;
        rest /= extent4;
        at += rest % extent3 * stride3;
        rest /= extent3;
        at += rest % extent2 * stride2;
        rest /= extent2;
        return x[at + rest % extent1 * stride1 + rest / extent1 * stride0];
    }

    /// <summary>y[z, c, r] = x[z, r, c], through tiles in shared memory, so that reads and writes both run along rows. A kernel for groups of
    /// (32, 8): see <see cref="TransposeConfig"/>.</summary>
    internal static void Transpose(ArrayView<float> x, ArrayView<float> y, int rows, int columns)
    {
        // A column more than needed: the values of a tile's column lie in different banks.
        ArrayView<float> tile = SharedMemory.Allocate<float>(Tile * (Tile + 1));
        int matrix = Grid.IdxZ * rows * columns, firstRow = Grid.IdxY * Tile, firstColumn = Grid.IdxX * Tile;
        for (int line = Group.IdxY; line < Tile; line += Group.DimY)
        {
            if (firstRow + line < rows && firstColumn + Group.IdxX < columns)
            {
                tile[line * (Tile + 1) + Group.IdxX] = x[matrix + (firstRow + line) * columns + firstColumn + Group.IdxX];
            }
        }

        Group.Barrier();
        for (int line = Group.IdxY; line < Tile; line += Group.DimY)
        {
            if (firstColumn + line < columns && firstRow + Group.IdxX < rows)
            {
                y[matrix + (firstColumn + line) * rows + firstRow + Group.IdxX] = tile[Group.IdxX * (Tile + 1) + line];
            }
        }
    }

    /// <summary>How <see cref="Transpose"/> is launched.</summary>
    internal static KernelConfig TransposeConfig(int matrices, int rows, int columns) =>
        new(new Index3D((columns + Tile - 1) / Tile, (rows + Tile - 1) / Tile, matrices), new Index3D(Tile, 8, 1));
}
