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
        string data = Digits.IdxFolder.Write(Path.Combine(program.Folder, "data"), 2_000, 500);
        CommandResult run = program.Run("--data", data, "--epochs", "2").MustSucceed();
        Assert.Matches("^test accuracy of 3 seeds: 0\\.[89]", run.Output[^1]);
    }
}
