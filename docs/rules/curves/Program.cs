using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Curves;

// Trains the two networks of each rule's page and draws their curves beside the pages: dotnet run -c Release --project docs/rules/curves
// Arguments are ids; without them, all.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
foreach (Example example in Examples.All.Where(example => args.Length == 0 || args.Contains(example.Rule)))
{
    var watch = Stopwatch.StartNew();
    Curve[] bad = Training.Run(example, example.Bad), good = Training.Run(example, example.Good);
    File.WriteAllText(Path.Combine(Folder(), example.Rule + ".svg"), Chart.Of(example, bad, good));
    Console.WriteLine($"{example.Rule}  {watch.Elapsed.TotalSeconds,4:F1} s  {example.Drawn}  reported {Ends(bad)}  good {Ends(good)}");
}

static string Ends(Curve[] curves) => string.Join(" ", curves.Select(curve => curve.Diverged ? "NaN" : $"{curve.Values[^1]:G3}"));

static string Folder([CallerFilePath] string program = "") => Path.GetDirectoryName(program)!;
