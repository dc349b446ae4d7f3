using CompiledNets.Accelerated;
using ILGPU;

namespace CompiledNets.Device.Tests;

/// <summary>What a tensor core does, by the definition of its registers, with shuffles: to see that the tiles feed it right.</summary>
internal struct ShuffledCore : ITensorCore
{
    public static float Round(float value) => value;

    public static void AddProduct(ref F4 sums, F4 a, float first, float second)
    {
        int g = Warp.LaneIdx / 4, t = Warp.LaneIdx % 4;
        for (int k = 0; k < 8; k++)
        {
            // a[row, k] is with lane 4·(row % 8) + k % 4, b[k, column] with lane 4·column + k % 4.
            float top = k < 4 ? a.X : a.Z, bottom = k < 4 ? a.Y : a.W, b = k < 4 ? first : second;
            top = Warp.Shuffle(top, g * 4 + k % 4);
            bottom = Warp.Shuffle(bottom, g * 4 + k % 4);
            float left = Warp.Shuffle(b, 2 * t * 4 + k % 4), right = Warp.Shuffle(b, (2 * t + 1) * 4 + k % 4);
            sums.X += top * left;
            sums.Y += top * right;
            sums.Z += bottom * left;
            sums.W += bottom * right;
        }
    }
}
