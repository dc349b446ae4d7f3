using System.Diagnostics;
using System.Globalization;
using System.Text;
using CompiledNets.Benchmarks.CompileTime;
using Microsoft.CodeAnalysis;

// What the generator costs: once warm, from nothing, and after a keystroke in another file of the project; with --build also what it
// adds to the build of a sample.
const int rounds = 25;

(string Name, string File)[] networks =
[
    ("DigitNet", "samples/02-Digits/DigitNet.cs"),
    ("ResNet-18", "benchmarks/Ours/Models/ResNet18.cs"),
    ("CharGpt", "benchmarks/Ours/Models/Gpt.cs"),
    ("VGG-16", "benchmarks/Ours/Models/Vgg16.cs"),
];

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.WriteLine("| network | generator, ms | first run, ms | emitted, KB | keystroke elsewhere, ms | calls read | µs a call |");
Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
foreach ((string name, string file) in networks)
{
    Project project = Project.Of(file);
    GeneratorDriver driver = null!;
    double first = Milliseconds(() => driver = project.Generate());
    double warm = Median(() => project.Generate());
    double stroke = Median(() => driver = project.Type(driver));
    int calls = project.CallsRead();
    double kilobytes = Encoding.UTF8.GetByteCount(Project.Emitted(driver)) / 1000.0;
    Console.WriteLine($"| {name} | {warm:F1} | {first:F0} | {kilobytes:F1} | {stroke:F2} | {calls} | {stroke * 1000 / calls:F0} |");
}

if (args.Contains("--build"))
{
    var (with, without) = BuildTime.Measure(rounds: 5);
    Console.WriteLine($"\ndotnet build of samples/02-Digits: {with:F2} s with the generator and the analyzers, {without:F2} s without, {with / without - 1:P0} more");
}

return 0;

static double Median(Action run)
{
    double[] times = [.. Enumerable.Range(0, rounds).Select(_ => Milliseconds(run)).Order()];
    return times[rounds / 2];
}

static double Milliseconds(Action run)
{
    long start = Stopwatch.GetTimestamp();
    run();
    return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
}
