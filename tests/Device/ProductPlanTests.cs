using CompiledNets.Accelerated;

namespace CompiledNets.Device.Tests;

public sealed class ProductPlanTests
{
    private static ProductPlan Plan(int rows, int columns, int depth, int matrices = 1) => ProductPlan.Of(rows, columns, depth, matrices, (128, 32));

    [Theory]
    [InlineData(4096, 4096, 4096, 1, nameof(Tile128))]
    [InlineData(1024, 1024, 1024, 1, nameof(Tile64))]
    [InlineData(130, 130, 64, 256, nameof(Tile64))]
    [InlineData(64, 64, 32, 512, nameof(Tile64))]
    [InlineData(1, 1000, 784, 1, "Skinny")]
    [InlineData(16, 16, 784, 1, "Skinny")]
    [InlineData(512, 10, 128, 1, "SkinnyTransposed")]
    public void Kernel_FollowsTheShape(int rows, int columns, int depth, int matrices, string kernel) =>
        Assert.Equal(kernel, Plan(rows, columns, depth, matrices).Kernel.ToString());

    [Theory]
    [InlineData(128, 784, 64, 1)]
    [InlineData(128, 784, 512, 2)]
    [InlineData(64, 576, 50176, 28)]
    [InlineData(10, 128, 65536, 128)]
    [InlineData(4096, 4096, 4096, 1)]
    public void LongDepth_OfFewResults_IsSliced(int rows, int columns, int depth, int slices) => Assert.Equal(slices, Plan(rows, columns, depth).Slices);

    [Fact]
    public void Slices_CoverTheDepth_EachWithSomething()
    {
        for (int depth = 1; depth < 5000; depth += 7)
        {
            ProductPlan plan = Plan(20, 30, depth);
            Assert.Equal(0, plan.Length % 8);
            Assert.InRange(depth, (plan.Slices - 1) * plan.Length + 1, plan.Slices * plan.Length);
        }
    }
}
