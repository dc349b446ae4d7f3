using System.Globalization;
using CompiledNets.Accelerated;
using CompiledNets.Benchmarks.Gpu;

// Measures the rows that are asked for on standard input, one name a line, and answers each with a line of JSON: gpu.py asks, and times its
// peer in between. The first line says the device.
bool host = args.Contains("--host");
int at = Array.IndexOf(args, "--seconds");
double seconds = at >= 0 && at + 1 < args.Length ? double.Parse(args[at + 1], CultureInfo.InvariantCulture) : 3;
try
{
    using BestAccelerator best = host ? BestAccelerator.OpenHost() : BestAccelerator.Open();
    Answer(best);
    return 0;
}
catch (PlatformNotSupportedException problem)
{
    Console.Error.WriteLine($"{problem.Message} (--host tries everything on the processor.)");
    return 1;
}

void Answer(BestAccelerator best)
{
    Console.WriteLine($"{{\"device\": \"{best.Accelerator.Name}\"}}");
    while (Console.In.ReadLine() is { } row)
    {
        try
        {
            Console.WriteLine(Measurement.Of(row, best.Accelerator, seconds).ToJson(row));
        }
        catch (Exception problem) when (problem is FormatException or NotSupportedException or InsufficientMemoryException)
        {
            Console.WriteLine($"{{\"row\": \"{row}\", \"error\": \"{problem.Message.Replace('"', '\'')}\"}}");
        }
    }
}
