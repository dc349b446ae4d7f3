using System.Diagnostics;

namespace CompiledNets.Tests.Support;

/// <summary>Runs programs as a user would from a shell.</summary>
internal static class Command
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Runs a program in a directory and waits for it.</summary>
    /// <exception cref="TimeoutException">It did not end within <see cref="Limit"/> and was stopped.</exception>
    public static CommandResult Run(string folder, string program, params IEnumerable<string> arguments) =>
        Wait(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder });

    /// <summary>Runs the dotnet command that runs these tests, in English and without a trace of the build that started them.</summary>
    public static CommandResult Dotnet(string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments) { WorkingDirectory = folder };
        foreach (string variable in start.Environment.Keys.Where(IsOfMSBuild).ToArray())
        {
            start.Environment.Remove(variable);
        }

        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        // Build nodes that outlive the build would hold the folders that tests delete.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        return Wait(start);
    }

    private static bool IsOfMSBuild(string variable) => variable.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase);

    private static CommandResult Wait(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var watch = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<(TimeSpan, string[])> output = Task.Run(() => ReadLines(process.StandardOutput, watch));
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{start.FileName} {string.Join(' ', start.ArgumentList)}' ran for more than {Limit.TotalMinutes} minutes.");
        }

        (TimeSpan firstLine, string[] lines) = output.Result;
        string[] errorLines = errors.Result.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        return new CommandResult(process.ExitCode, lines, errorLines) { FirstLine = firstLine };
    }

    private static (TimeSpan FirstLine, string[] Lines) ReadLines(StreamReader reader, Stopwatch watch)
    {
        var lines = new List<string>();
        TimeSpan firstLine = TimeSpan.Zero;
        while (reader.ReadLine() is { } line)
        {
            if (lines.Count == 0)
            {
                firstLine = watch.Elapsed;
            }

            if (line.Length > 0)
            {
                lines.Add(line);
            }
        }

        return (firstLine, [.. lines]);
    }
}

/// <summary>What a program said.</summary>
/// <param name="Output">The lines of its standard output, without empty ones.</param>
/// <param name="Errors">The lines of its standard error, without empty ones.</param>
internal sealed record CommandResult(int ExitCode, string[] Output, string[] Errors)
{
    /// <summary>From its start to its first line of output; zero if there is none.</summary>
    public TimeSpan FirstLine { get; init; }

    /// <summary>Fails the test with all that was said if the exit code is not 0.</summary>
    public CommandResult MustSucceed()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}:\n{string.Join('\n', [.. Output, .. Errors])}");
        return this;
    }
}
