namespace CompiledNets.Gpu.Tests;

/// <summary>What the guide's page says of the samples' kernels.</summary>
public sealed class GuideTests
{
    [Fact]
    public void TheGuidesTable_IsWhatTheSamplesSay()
    {
        string[][] rows = [.. File.ReadLines(Path.Combine(SampleText.Root(), "docs", "guide", "gpu.md"))
            .SkipWhile(line => !line.StartsWith("| network", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|')).Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))];
        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            INetwork net = SampleNetwork.Find(row[0].Trim('`')).Create(1);
            Assert.Equal([Kernels(net, net.AllForwards[0].Name), Kernels(net, net.AllObjectives[0].Name + "Gradients")], row[1..]);
        });
    }

    private static string Kernels(INetwork net, string call)
    {
        string summary = (string)net.GetType().GetNestedType("OnAccelerator")!.GetField("Summary")!.GetRawConstantValue()!;
        string[] words = summary.Split('\n').Single(line => line.StartsWith(call + " ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words[2] == "to" ? string.Join(' ', words[1..4]) : words[1];
    }
}
