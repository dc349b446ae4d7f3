using System.Globalization;
using System.Text.RegularExpressions;
using CompiledNets.Tests.Support;
using Samples;

namespace CompiledNets.Tests.Samples.Graphs;

public sealed class KarateClubTests
{
    [Fact]
    public void TheFacts_AreThePapers()
    {
        Assert.Equal(78, KarateClub.Friends.Count);
        Assert.Equal(78, KarateClub.Friends.Select(pair => (Math.Min(pair.A, pair.B), Math.Max(pair.A, pair.B))).Distinct().Count());
        Assert.DoesNotContain(KarateClub.Friends, pair => pair.A == pair.B);

        // Figure 1: friends of the instructor, of his students 1 and 2, of the officer 32 and of the president.
        int[] friends = [.. new[] { 0, 1, 2, 32, 33 }.Select(member => KarateClub.Friends.Count(pair => pair.A == member || pair.B == member))];
        Assert.Equal([16, 9, 10, 12, 17], friends);
        Assert.Equal((17, 17), (KarateClub.Sides.Count(side => side == 0), KarateClub.Sides.Count(side => side == 1)));
        Assert.Equal(KarateClub.Edges, KarateClub.Source.Length);
        Assert.Equal(1f / 17, KarateClub.Weights[^KarateClub.Members], 6); // the instructor with himself: one of 17 edges
    }

    [Fact]
    public void TheClub_SplitsAsItDid_AndAResumedRunHasTheSameBits()
    {
        using SampleProgram whole = new("KarateClub"), parts = new("KarateClub");
        CommandResult expected = whole.Run("--seeds", "4", "--report", "club.html").MustSucceed();
        double[] figures =
        [
            .. expected.Output.Select(line => Regex.Match(line, @"accuracy on the others, 4 seeds: ([0-9.]+) ±")).Where(found => found.Success)
                .Select(found => double.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture)),
        ];
        Assert.Equal(2, figures.Length);
        Assert.All(figures, figure => Assert.InRange(figure, 0.93, 1));
        string report = File.ReadAllText(Path.Combine(whole.Folder, "club.html"));
        Assert.All(["<circle", "Confusion matrix", "Loss", "Aggregate", "--seed"], part => Assert.Contains(part, report));

        parts.Run("--seeds", "2").MustSucceed();
        CommandResult resumed = parts.Run("--seeds", "4", "--resume").MustSucceed();
        Assert.Equal(expected.Output[..^1], resumed.Output);
    }
}
