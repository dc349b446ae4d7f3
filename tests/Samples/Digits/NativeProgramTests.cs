using System.Reflection;
using System.Text.RegularExpressions;
using CompiledNets.Tests.Support;
using Xunit.Abstractions;

namespace CompiledNets.Tests.Samples.Digits;

public sealed class NativeProgramTests(ITestOutputHelper log) : IDisposable
{
    private static readonly string RepositoryRoot = typeof(NativeProgramTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "RepositoryRoot").Value!;

    private readonly SampleProgram jitted = new("Digits");

    public void Dispose() => jitted.Dispose();

    [NativeAotFact]
    public void TheNativeProgram_PublishesWithoutAWarningAndLearnsAndReadsAsTheJittedOne()
    {
        string native = Publish();
        string[] train = ["--data", IdxFolder.Write(Path.Combine(jitted.Folder, "data"), 2_000, 500), "--epochs", "1"];
        CommandResult nativeTraining = Command.Run(jitted.Folder, native, [.. train, "--save", "native.safetensors"]).MustSucceed();
        CommandResult jittedTraining = jitted.Run([.. train, "--save", "jitted.safetensors"]).MustSucceed();

        // Both use the instructions of this machine, so they round alike and agree to the last printed digit.
        Assert.Equal(Results(jittedTraining), Results(nativeTraining));
        Assert.Matches("^test accuracy: 0\\.[0-9]{4}$", nativeTraining.Output[^1]);

        CommandResult nativeReading = Command.Run(jitted.Folder, native, "--predict", "native.safetensors").MustSucceed();
        CommandResult jittedReading = jitted.Run("--predict", "native.safetensors").MustSucceed();
        Assert.Equal(jittedReading.Output, nativeReading.Output);

        log.WriteLine(nativeTraining.Output[^1]);
        log.WriteLine($"binary: {new FileInfo(native).Length / 1048576.0:F1} MiB");
        log.WriteLine($"from start to first prediction: {Milliseconds(nativeReading)} native, {Milliseconds(jittedReading)} jitted");
    }

    /// <summary>Publishes for this machine, all intermediate files outside the repository.</summary>
    /// <returns>The native program.</returns>
    private string Publish()
    {
        string artifacts = Path.Combine(jitted.Folder, "artifacts"), published = Path.Combine(jitted.Folder, "published");
        CommandResult publish = Command.Dotnet(
            RepositoryRoot, "publish", "-c", "Release", "samples/02-Digits", "--use-current-runtime", "-p:NativeAot=true",
            "-p:CompiledNetsCpu=native", "--artifacts-path", artifacts, "-o", published, "-tl:off").MustSucceed();
        Assert.DoesNotContain(publish.Output, line => Regex.IsMatch(line, "warning|IL[23][0-9]{3}"));
        return Path.Combine(published, "Digits");
    }

    /// <summary>Losses and accuracies, without how long they took and where parameters were saved.</summary>
    private static string[] Results(CommandResult training) =>
        [.. training.Output
            .Where(line => line.StartsWith("epoch ", StringComparison.Ordinal) || line.StartsWith("test ", StringComparison.Ordinal))
            .Select(line => Regex.Replace(line, " +[0-9.]+ s$", ""))];

    private static string Milliseconds(CommandResult run) => $"{run.FirstLine.TotalMilliseconds:F0} ms";
}
