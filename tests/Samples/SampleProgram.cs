using CompiledNets.Tests.Support;

namespace CompiledNets.Tests.Samples;

/// <summary>Runs a sample as a user would, in a directory of its own.</summary>
/// <param name="name">The program's: "Digits".</param>
internal sealed class SampleProgram(string name) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory($"CompiledNets.{name}.");

    /// <summary>The directory it runs in.</summary>
    public string Folder => folder.FullName;

    public CommandResult Run(params IEnumerable<string> arguments) =>
        Command.Dotnet(Folder, [Path.Combine(AppContext.BaseDirectory, name + ".dll"), .. arguments]);

    public void Dispose() => folder.Delete(recursive: true);
}
