using System.Globalization;

namespace CompiledNets.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Only">Workloads to run, empty for all.</param>
/// <param name="Threads">Threads that share the work.</param>
/// <param name="Seconds">For each workload.</param>
/// <param name="Serve">Whether to read requests instead.</param>
/// <param name="List">Whether to print the names of the workloads instead.</param>
/// <param name="CheckFolder">The peers' exported models to compare outputs with instead, or null.</param>
internal sealed record Options(IReadOnlyList<string> Only, int Threads, double Seconds, bool Serve, bool List, string? CheckFolder)
{
    public const string Usage = "[--only NAME...] [--threads N] [--seconds S] [--list | --serve | --check MODELS]";

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">It is none that <see cref="Usage"/> allows.</exception>
    public static Options Parse(string[] arguments)
    {
        var options = new Options([], Environment.ProcessorCount, 3, Serve: false, List: false, CheckFolder: null);
        for (int i = 0; i < arguments.Length;)
        {
            string option = arguments[i++];
            options = option switch
            {
                "--only" => options with { Only = Names(arguments, ref i) },
                "--threads" => options with { Threads = int.Parse(Value(), CultureInfo.InvariantCulture) },
                "--seconds" => options with { Seconds = double.Parse(Value(), CultureInfo.InvariantCulture) },
                "--serve" => options with { Serve = true },
                "--list" => options with { List = true },
                "--check" => options with { CheckFolder = Value() },
                _ => throw new FormatException($"'{option}' is no option."),
            };

            string Value() => i < arguments.Length ? arguments[i++] : throw new FormatException($"{option} needs a value.");
        }

        return options;
    }

    private static List<string> Names(string[] arguments, ref int next)
    {
        var names = new List<string>();
        for (; next < arguments.Length && !arguments[next].StartsWith("--", StringComparison.Ordinal); next++)
        {
            string name = arguments[next];
            names.Add(Workloads.WithLimits.Any(workload => workload.Name == name) ? name : throw new FormatException($"'{name}' is no workload."));
        }

        return names;
    }
}
