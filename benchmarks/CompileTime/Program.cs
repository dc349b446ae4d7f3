using System.Diagnostics;
using System.Globalization;
using System.Text;
using CompiledNets.Benchmarks.CompileTime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

// What the generator costs: from nothing, once warm, and after a keystroke in another file of the project; what the analyzer costs an
// editor; with --build also what both add to the build of a sample.
const int rounds = 25;

// Editors run for hours: by then the JIT has compiled what is called often for good, which takes it some thousand edits.
const double warmUpSeconds = 15;

(string Name, Project Project)[] networks =
[
    ("DigitNet", Project.Of("samples/02-Digits/DigitNet.cs")),
    ("ResNet-18", Project.Of("benchmarks/Ours/Models/ResNet18.cs")),
    ("ResNet-18 with its training", Project.Of("benchmarks/Ours/Models/ResNet18.cs", "benchmarks/gpu/ResNet18.Training.cs")),
    ("CharGpt", Project.Of("benchmarks/Ours/Models/Gpt.cs")),
    ("VGG-16", Project.Of("benchmarks/Ours/Models/Vgg16.cs")),
];

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Project[] projects = [.. networks.Select(network => network.Project)];
GeneratorDriver[] drivers = new GeneratorDriver[networks.Length];
double[] first = [.. projects.Select((project, index) => Milliseconds(() => drivers[index] = project.Generate()))];
var fifty = new Project(ResNet50.Source);
var (ofIt, elsewhere) = (new Analysis(), new Analysis());
for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < warmUpSeconds;)
{
    ofIt.Run(fifty.EditedNetwork(ResNet50.Classes));
    elsewhere.Run(fifty.EditedElsewhere());
    for (int index = 0; index < networks.Length; index++)
    {
        projects[index].Generate();
        drivers[index] = projects[index].Type(drivers[index]);
    }
}

Console.WriteLine("| network | generator, ms | first run, ms | emitted, KB | keystroke elsewhere, ms | calls read | µs a call |");
Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
for (int index = 0; index < networks.Length; index++)
{
    Project project = projects[index];
    double warm = Median(() => project.Generate());
    double stroke = Median(() => drivers[index] = project.Type(drivers[index]));
    int calls = project.CallsRead();
    double kilobytes = Encoding.UTF8.GetByteCount(Project.Emitted(drivers[index])) / 1000.0;
    Console.WriteLine($"| {networks[index].Name} | {warm:F1} | {first[index]:F0} | {kilobytes:F1} | {stroke:F2} | {calls} | {stroke * 1000 / calls:F0} |");
}

Console.WriteLine("\n| ResNet-50 in Roslyn's analyzer driver | all, ms | the analyzer, ms | calls read | µs a call | networks analysed |");
Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
Report("edit of the network", ofIt, () => fifty.EditedNetwork(ResNet50.Classes));
Report("edit elsewhere", elsewhere, fifty.EditedElsewhere);

if (args.Contains("--build"))
{
    var (with, without) = BuildTime.Measure(rounds: 5);
    Console.WriteLine($"\ndotnet build of samples/02-Digits: {with:F2} s with the generator and the analyzers, {without:F2} s without, {with / without - 1:P0} more");
}

return 0;

void Report(string edit, Analysis analysis, Func<CSharpCompilation> next)
{
    int before = analysis.Analyses;
    (double All, double Analyzer)[] times = [.. Enumerable.Range(0, rounds).Select(_ => analysis.Run(next()))];
    double all = times.Select(time => time.All).Order().ElementAt(rounds / 2);
    double analyzer = times.Select(time => time.Analyzer).Order().ElementAt(rounds / 2);
    int calls = fifty.CallsRead();
    Console.WriteLine($"| {edit} | {all:F2} | {analyzer:F2} | {calls} | {analyzer * 1000 / calls:F0} | {(analysis.Analyses - before) / (double)rounds:F0} |");
}

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
