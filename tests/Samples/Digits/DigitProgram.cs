using CompiledNets.Tests.Support;

namespace CompiledNets.Tests.Samples.Digits;

/// <summary>Runs samples/02-Digits as a user would, in a directory of its own.</summary>
internal sealed class DigitProgram : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("CompiledNets.Digits.");

    /// <summary>The directory it runs in.</summary>
    public string Folder => folder.FullName;

    public CommandResult Run(params IEnumerable<string> arguments) =>
        Command.Dotnet(Folder, [Path.Combine(AppContext.BaseDirectory, "Digits.dll"), .. arguments]);

    public void Dispose() => folder.Delete(recursive: true);
}
