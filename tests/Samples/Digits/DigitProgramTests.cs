namespace CompiledNets.Tests.Samples.Digits;

public sealed class DigitProgramTests : IDisposable
{
    private readonly SampleProgram program = new("Digits");

    public void Dispose() => program.Dispose();

    [Theory]
    [InlineData("--net is conv or mlp", "--net", "mlpp")]
    [InlineData("--epochs takes a whole number from 1 on, not '0'", "--epochs", "0")]
    [InlineData("--epochs takes a whole number from 1 on, not 'five'", "--epochs", "five")]
    [InlineData("--batch takes", "--batch", "-3")]
    [InlineData("--lr takes a number greater than 0, not '1,5'", "--lr", "1,5")]
    [InlineData("--seed takes", "--seed", "-1")]
    [InlineData("--threads takes", "--threads", "0")]
    [InlineData("'--frob'", "--frob")]
    [InlineData("no folder 'nowhere'", "--data", "nowhere")]
    [InlineData("--data takes a path", "--data", "")]
    [InlineData("there is no directory", "--save", "nowhere/digits.safetensors")]
    [InlineData("it is a directory", "--save", ".")]
    [InlineData("nowhere.safetensors'", "--predict", "nowhere.safetensors")]
    public void WhatCannotBe_IsOneLineAndExitCodeTwo(string message, params string[] arguments) => AssertRefused(message, arguments);

    [Fact]
    public void AFolderWithoutTheFiles_IsRefused() => AssertRefused("train-images-idx3-ubyte", "--data", ".");

    [Fact]
    public void ATruncatedFile_IsRefusedByName()
    {
        string data = IdxFolder.Write(Path.Combine(program.Folder, "data"), 20, 10);
        string images = Path.Combine(data, "train-images-idx3-ubyte.gz");
        File.WriteAllBytes(images, File.ReadAllBytes(images)[..2000]);
        AssertRefused(images, "--data", data);
    }

    [Fact]
    public void AForeignFile_IsRefusedByName()
    {
        string data = IdxFolder.Write(Path.Combine(program.Folder, "data"), 20, 10);
        File.WriteAllText(Path.Combine(data, "t10k-labels-idx1-ubyte"), "These are no labels.");
        AssertRefused("t10k-labels-idx1-ubyte", "--data", data);
    }

    [Fact]
    public void ImagesOfAnotherSize_AreRefused()
    {
        string data = IdxFolder.Write(Path.Combine(program.Folder, "data"), 20, 10);
        IdxFolder.Gzip(Path.Combine(data, "t10k-images-idx3-ubyte.gz"), IdxFolder.Images(new byte[10 * 32 * 30], 10, 32, 30));
        AssertRefused("32 by 30 pixels, not 28 by 28", "--data", data);
    }

    [Fact]
    public void LettersAreNoDigits()
    {
        string data = IdxFolder.Write(Path.Combine(program.Folder, "data"), 20, 10);
        File.WriteAllBytes(Path.Combine(data, "t10k-labels-idx1-ubyte"), IdxFolder.Labels(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
        AssertRefused("the label 10, which is no digit", "--data", data);
    }

    [Theory]
    [InlineData("conv")]
    [InlineData("mlp")]
    public void RealFiles_AreLearnedFrom(string net)
    {
        string data = IdxFolder.Write(Path.Combine(program.Folder, "data"), 300, 100);
        (int exitCode, string[] output, _) = program.Run("--net", net, "--data", data, "--epochs", "2", "--save", "other.safetensors");
        Assert.Equal(0, exitCode);
        Assert.Contains("300 to learn from, 100 to judge by", string.Join('\n', output), StringComparison.Ordinal);
        Assert.Equal(2, output.Count(line => line.StartsWith("epoch ", StringComparison.Ordinal)));
        Assert.True(File.Exists(Path.Combine(program.Folder, "other.safetensors")));
    }

    [Fact]
    public void DrawnDigits_AreLearnedSavedAndReadBack()
    {
        (int exitCode, string[] output, string[] errors) = program.Run("--net", "mlp", "--epochs", "3");
        Assert.Empty(errors);
        Assert.Equal(0, exitCode);
        Assert.EndsWith("loaded again, it predicts the same bits", output[^2], StringComparison.Ordinal);
        Assert.Matches("^test accuracy: 0\\.9[0-9]{3}$", output[^1]);

        (exitCode, output, errors) = program.Run("--net", "mlp", "--predict", "digits.safetensors");
        Assert.Empty(errors);
        Assert.Equal(0, exitCode);
        string[] drawn = output[0].Split(' ', StringSplitOptions.RemoveEmptyEntries), read = output[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(drawn.Zip(read).Count(pair => pair.First == pair.Second), 16, 20);
    }

    [Theory]
    [InlineData("conv")]
    [InlineData("mlp")]
    public void ThreadsDoNotChangeABit(string net)
    {
        string data = IdxFolder.Write(Path.Combine(program.Folder, "data"), 300, 100);
        byte[][] files = [.. new[] { "1", "2", "5" }.Select(threads =>
        {
            string file = Path.Combine(program.Folder, threads + ".safetensors");
            program.Run("--net", net, "--data", data, "--epochs", "1", "--threads", threads, "--save", file);
            return File.ReadAllBytes(file);
        })];
        Assert.Equal(files[0], files[1]);
        Assert.Equal(files[0], files[2]);
    }

    private void AssertRefused(string message, params string[] arguments)
    {
        (int exitCode, string[] output, string[] errors) = program.Run(arguments);
        Assert.Equal(2, exitCode);
        Assert.Contains(message, Assert.Single(errors), StringComparison.Ordinal);
        Assert.Empty(output);
    }
}
