using CompiledNets.Tests.Support;

namespace CompiledNets.Package.Tests;

/// <summary>Projects that know the package alone.</summary>
[Collection(nameof(PackedFeed))]
public sealed class FreshProjects(PackedFeed feed)
{
    [Fact]
    public void AGoodNetwork_BuildsWithoutAWarningTrainsAndIsReadBack()
    {
        var shop = new ShopProject(feed, "Good", stride: 1);
        (int exitCode, string[] findings) = shop.Build();
        Assert.Empty(findings);
        Assert.Equal(0, exitCode);

        CommandResult run = shop.Run().MustSucceed();
        Assert.Equal(["64 of 64 right", "the copy says the same"], run.Output);
        Assert.Empty(run.Errors);

        // The package's targets are seen as well.
        Assert.Contains("avx2,fma", shop.Evaluate("IlcInstructionSet", "CompiledNetsCpu=avx2"), StringComparison.Ordinal);
    }

    [Fact]
    public void ABrokenNetwork_IsOneErrorWhereItIsBrokenAndNothingElse()
    {
        (int exitCode, string[] findings) = new ShopProject(feed, "Broken", stride: 2).Build();
        Assert.Equal(1, exitCode);
        string error = Assert.Single(findings);
        Assert.Contains("Sorter.cs(16,30): error CN1003: Cannot add (4,4,4) and (4,8,8): ", error, StringComparison.Ordinal);
        Assert.Contains("'y' (4,4,4), which Conv2D on line 10 made from (4,8,8)", error, StringComparison.Ordinal);
    }
}
