using System.Globalization;
using CompiledNets.Tests.Training;

namespace CompiledNets.Tests.Reports;

public sealed class ReportTests
{
    [Fact]
    public void AReport_HasAllOfATrainingAndNeedsNoOtherFile()
    {
        var matrix = new ConfusionMatrix(classNames: ["<north>", "east", "south", "west"]);
        TrainingResult result = new Trainer(new Adam(0.1)) { Epochs = 3, Metrics = [new Accuracy(), matrix] }
            .Fit(Samples.QuarterNet(), Samples.Quarters(50), Samples.Quarters(20, seed: 2));
        string page = new Report("Quarters & more")
            .Facts("Settings", ("seed", 1), ("rate", 0.1), ("data", "a < b"))
            .Training(result)
            .Confusion(matrix)
            .Image("Grid", PixelImage.Grid([0, 0.5f, 1, 0.25f], 1, 1, 1, columns: 2), "four pixels", zoom: 8)
            .Text("Network", "x -> y")
            .ToString();

        Assert.Contains("<title>Quarters &amp; more</title>", page);
        Assert.Contains("a &lt; b", page);
        Assert.Contains("&lt;north&gt;", page);
        Assert.Contains("x -&gt; y", page);
        Assert.Contains("data:image/png;base64,", page);
        Assert.Contains(">validation</text>", page);
        Assert.Equal(3, page.Split("<svg ").Length - 1); // loss, accuracy, the matrix's share
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("src=\"http", page);
        Assert.Equal(20, Enumerable.Range(0, 4).Sum(right => Enumerable.Range(0, 4).Sum(answered => matrix[right, answered])));
    }

    [Fact]
    public void AHeatMap_IsDarkestWhereTheNumbersAreGreatest()
    {
        string page = new Report("r").HeatMap("Attention", ["<a>", "b"], ["x", "y"], [0.5f, 2, float.NaN, -1]).ToString();
        Assert.Contains("<th>x</th><th>y</th></tr>", page);
        Assert.Contains(Cells("&lt;a&gt;", "0.19", "0.75"), page);
        Assert.Contains(Cells("b", "0", "0"), page);
        Assert.Contains(Cells("b", "0", "0"), new Report("r").HeatMap("Nothing", ["b"], ["x", "y"], [0, 0]).ToString());
        Assert.Throws<ArgumentException>(() => new Report("r").HeatMap("Attention", ["a"], ["x", "y"], [1]));

        static string Cells(string name, params string[] shades) =>
            $"<tr><th>{name}</th>{string.Concat(shades.Select(shade => $"<td style=\"background:rgba(0,114,178,{shade})\"></td>"))}</tr>";
    }

    [Fact]
    public void NumbersAreEnglish_WhateverTheMachineSpeaks()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
        try
        {
            Assert.Contains("<td>0.5</td>", new Report("r").Facts("f", ("x", 0.5)).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void AGrid_LaysImagesOutInRows()
    {
        float[] three = [1, 0, 0.2f, 0.4f, 0.6f, 0.8f]; // three images of 2 x 1
        PixelImage grid = PixelImage.Grid(three, 2, 1, 1, columns: 2);
        Assert.Equal((5, 3), (grid.Width, grid.Height));
        Assert.Equal([255, 0, 0, 51, 102, 0, 0, 0, 0, 0, 153, 204, 0, 0, 0], grid.Pixels);
        Assert.Throws<ArgumentException>(() => PixelImage.Grid(three, 2, 2, 1, columns: 2));
        Assert.Throws<ArgumentException>(() => PixelImage.Grid([], 2, 2, 1, columns: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => PixelImage.Grid(three, 2, 1, 1, columns: 0));
    }
}
