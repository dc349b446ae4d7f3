using System.Diagnostics;

namespace CompiledNets.Tests.Samples.Digits;

/// <summary>Runs samples/02-Digits as a user would, in a directory of its own.</summary>
internal sealed class DigitProgram : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("CompiledNets.Digits.");

    /// <summary>The directory it runs in.</summary>
    public string Folder => folder.FullName;

    public (int ExitCode, string[] Output, string[] Errors) Run(params string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Digits.dll");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, Lines(output), Lines(errors.Result));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static string[] Lines(string text) => text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
