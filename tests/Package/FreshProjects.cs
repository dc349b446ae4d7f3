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
    }

    [Fact]
    public void ABrokenNetwork_IsOneErrorWhereItIsBrokenAndNothingElse()
    {
        (int exitCode, string[] findings) = new ShopProject(feed, "Broken", stride: 2).Build();
        Assert.Equal(1, exitCode);
        string error = Assert.Single(findings);
        Assert.Contains(
            "Sorter.cs(16,30): error CN1003: Cannot add (4,4,4) and (4,8,8): 'shortcut' keeps the input's size, but Conv2D on line 10 halves it (stride 2).",
            error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void DotnetFormat_AppliesTheFixOfABrokenNetwork()
    {
        var shop = new ShopProject(feed, "Formatted", stride: 2);
        string before = shop.Network;
        shop.Format("CN1003").MustSucceed();
        Assert.Equal(before.Replace("y + shortcut", "y + Conv2D(shortcut, 4, 1, stride: 2)"), shop.Network);

        (int exitCode, string[] findings) = shop.Build();
        Assert.Empty(findings);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public void TheProcessorForNativeAot_IsOneWord()
    {
        var shop = new ShopProject(feed, "Native", stride: 1);
        shop.Restore();
        string instructions = Assert.Single(shop.Evaluate("-getProperty:IlcInstructionSet", "-p:CompiledNetsCpu=avx2").MustSucceed().Output);
        Assert.Contains("avx2,fma", instructions, StringComparison.Ordinal);

        CommandResult unknown = shop.Evaluate("-target:CheckCompiledNetsCpu", "-p:CompiledNetsCpu=mmx");
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains(unknown.Output, line => line.Contains("CompiledNetsCpu is 'mmx', but it must be native, avx2 or avx512.", StringComparison.Ordinal));
    }
}
