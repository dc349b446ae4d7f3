using System.Diagnostics;
using System.Globalization;
using Line;

// The smallest network there is: y = 2x from four points. An argument is the seed.
ulong seed = 1;
if (args.Length > 1 || (args.Length == 1 && !ulong.TryParse(args[0], CultureInfo.InvariantCulture, out seed)))
{
    Console.Error.WriteLine("usage: Line [seed], a whole number");
    return 2;
}

var watch = Stopwatch.StartNew();
float[] predictions = LineFit.Train(seed);
watch.Stop();

Console.WriteLine($"seed: {seed}");
for (int x = 0; x < predictions.Length; x++)
{
    Console.WriteLine($"x = {x}: {predictions[x]:F4} (wanted {2 * x})");
}

Console.WriteLine($"time: {watch.Elapsed.TotalMilliseconds:F1} ms");
return 0;
