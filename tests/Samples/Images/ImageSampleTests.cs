using CompiledNets.Tests.Support;

namespace CompiledNets.Tests.Samples.Images;

/// <summary>Samples over images, run small.</summary>
public sealed class ImageSampleTests
{
    [Fact]
    public void Classics_HaveAsManyParametersAsTorchvisions()
    {
        Assert.Equal(61_100_840, Classics.AlexNet.ParameterCount);
        Assert.Equal(138_357_544, Classics.Vgg16.ParameterCount);
        Assert.Equal(11_689_512, Classics.ResNet18.ParameterCount);
        Assert.Equal(6_624_904, Classics.GoogLeNet.ParameterCount);
        Assert.Equal(3_504_872, Classics.MobileNetV2.ParameterCount);
        Assert.Equal(61_706, LeNet.LeNet5.ParameterCount);
    }

    [Theory]
    [InlineData("mobilenet")]
    [InlineData("googlenet")]
    public void AClassic_Runs(string net)
    {
        using var program = new SampleProgram("Classics");
        CommandResult run = program.Run("--net", net, "--epochs", "1").MustSucceed();
        Assert.Contains("as many as torchvision's", Assert.Single(run.Output));
    }

    [Fact]
    public void LeNet_LearnsMovingDigits()
    {
        using var program = new SampleProgram("LeNet");
        CommandResult run = program.Run("--data", Data(program), "--epochs", "2").MustSucceed();
        Assert.Matches("^test accuracy of 3 seeds: 0\\.[89]", run.Output[^1]);
    }

    [Fact]
    public void AnAutoencoder_FindsDigitsOfOtherKinds()
    {
        using var program = new SampleProgram("Anomaly");
        CommandResult run = program.Run("--epochs", "15", "--report", "anomaly.html").MustSucceed();
        Assert.Matches("^area under the ROC curve: 0\\.[89]", run.Output[^2]);
        Assert.Contains("data:image/png", File.ReadAllText(Path.Combine(program.Folder, "anomaly.html")));
    }

    [Fact]
    public void AVariationalAutoencoder_LearnsAndDraws()
    {
        using var program = new SampleProgram("Vae");
        string data = Data(program);
        double few = Bound("1"), more = Bound("6");
        Assert.True(more > few + 10, $"{more} nats after six epochs, {few} after one");
        PixelImage grid = PixelImage.Read(Path.Combine(program.Folder, "vae-samples.png"));
        Assert.Equal((10 * 29 - 1, 10 * 29 - 1, 1), (grid.Width, grid.Height, grid.Channels));
        Assert.True(File.Exists(Path.Combine(program.Folder, "vae-reconstructions.png")));

        double Bound(string epochs) => Number(program.Run("--data", data, "--epochs", epochs).MustSucceed());
    }

    [Fact]
    public void WhatOtherDigitsTaught_IsComparedWithLearningFromScratch()
    {
        using SampleProgram rows = new("Rows"), transfer = new("Transfer");
        string data = Data(rows), weights = Path.Combine(rows.Folder, "rows.safetensors");
        Assert.InRange(Number(rows.Run("--data", data, "--below", "5", "--epochs", "4", "--save", weights).MustSucceed()), 0.5, 1);
        string[] arguments = ["--data", data, "--weights", weights, "--epochs", "15", "--report", "transfer.html"];
        CommandResult run = transfer.Run(arguments).MustSucceed();
        double scratch = Mean("from scratch"), tuned = Mean("then fine-tuned"), better = Number(run, "transfer is better by");
        Assert.InRange(better, -0.05, 0.5);
        Assert.Equal(tuned - scratch, better, 0.0002);
        Assert.InRange(Mean("features frozen"), 0.4, 1); // chance: 0.2
        Assert.InRange(tuned, 0.5, 1);
        string report = File.ReadAllText(Path.Combine(transfer.Folder, "transfer.html"));
        Assert.All(["<svg", "Confusion matrix", "GRU", "--seed"], part => Assert.Contains(part, report, StringComparison.Ordinal));

        // As if it had been stopped while the third seed was fine-tuned: what was done is not done again, and comes to the same.
        foreach (string late in Directory.GetFiles(transfer.Folder, "*tuned3*").Concat(Directory.GetFiles(transfer.Folder, "*[45].checkpoint*")))
        {
            File.Delete(late);
        }

        Assert.Equal(run.Output, transfer.Run([.. arguments, "--resume"]).MustSucceed().Output);

        double Mean(string name) => double.Parse(
            run.Output.Last(line => line.StartsWith(name, StringComparison.Ordinal)).Split(": ")[1].Split(' ')[0],
            System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void FederatedAveraging_IsNearCentralTraining_AndEpsilonIsPrinted()
    {
        using var program = new SampleProgram("Federated");
        CommandResult run = program.Run("--data", Data(program), "--epochs", "4").MustSucceed();
        Assert.InRange(Number(run, "central test accuracy") - Number(run, "federated averaging"), -0.1, 0.1);
        Assert.InRange(Number(run, "with differential privacy"), 0.3, 1);
        Assert.InRange(Number(run), 1, 1000);
    }

    private static string Data(SampleProgram program) => Digits.IdxFolder.Write(Path.Combine(program.Folder, "data"), 2_000, 500);

    private static double Number(CommandResult run, string? name = null) => double.Parse(
        run.Output.Last(line => name is null || line.StartsWith(name, StringComparison.Ordinal)).Split(": ")[1],
        System.Globalization.CultureInfo.InvariantCulture);
}
