using System.CommandLine;
using CompiledNets;
using CompiledNets.Kernels;
using Digits;

const int misuse = 2;

ParseResult parsed = CommandLine.For(Run).Parse(args);
if (parsed.Errors.Count > 0)
{
    Console.Error.WriteLine(parsed.Errors[0].Message);
    return misuse;
}

return parsed.Invoke();

static int Run(Settings settings)
{
    try
    {
        WorkPool.Threads = settings.Threads;
        if (settings.PredictPath is { } trained)
        {
            FreshDigits.Read(settings, trained);
            return 0;
        }

        SavedCopy.RequireFolder(settings.SavePath);
        DigitData data = DigitData.Load(settings.DataFolder);
        Console.WriteLine(settings.Network.Summary);
        Console.WriteLine($"{data.Description}: {data.Train.Count} to learn from, {data.Test.Count} to judge by");

        INetwork net = settings.Network.Create(settings.Seed);
        Training.Run(net, data, settings);
        float[] logits = Predictions.Of(net, data.Test);
        SavedCopy.SaveAndCheck(net, settings, data.Test, logits);
        Console.WriteLine($"test accuracy: {Predictions.Accuracy(logits, data.Test):F4}");
        return 0;
    }
    catch (Exception problem) when (problem is IOException or InvalidDataException or UnauthorizedAccessException)
    {
        Console.Error.WriteLine(problem.Message);
        return misuse;
    }
    catch (TrainingDivergedException problem)
    {
        Console.Error.WriteLine(problem.Message);
        return 1;
    }
}
