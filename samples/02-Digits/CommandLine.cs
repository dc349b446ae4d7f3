using System.CommandLine;
using CompiledNets.Kernels;

namespace Digits;

/// <summary>The program's options.</summary>
internal static class CommandLine
{
    private static readonly Option<string?> Data = new("--data")
    {
        Description = "Folder of MNIST's four IDX files, gzipped or not. Without it, the program draws its own digits.",
    };

    private static readonly Option<string> Net = new("--net")
    {
        Description = "conv: two convolutions. mlp: 784-128-10.",
        DefaultValueFactory = _ => NetworkChoice.All[0].Name,
    };

    private static readonly Option<int> Epochs = AtLeastOne("--epochs", "Passes over the training digits.", 5);
    private static readonly Option<int> Batch = AtLeastOne("--batch", "Digits per step.", 64);
    private static readonly Option<int> Threads = AtLeastOne("--threads", "Threads to share the work. Results do not depend on it.", WorkPool.Threads);

    private static readonly Option<double> LearningRate = new("--lr")
    {
        Description = "Adam's learning rate.",
        DefaultValueFactory = _ => 0.001,
    };

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "Decides initial weights, dropout and the order of digits: the same seed, the same bits.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string> Save = new("--save")
    {
        Description = "Where the trained parameters go.",
        DefaultValueFactory = _ => "digits.safetensors",
    };

    /// <summary>The whole command.</summary>
    /// <param name="run">Does what was asked, and gives the exit code.</param>
    public static RootCommand For(Func<Settings, int> run)
    {
        Net.AcceptOnlyFromAmong([.. NetworkChoice.All.Select(choice => choice.Name)]);
        LearningRate.Validators.Add(result =>
        {
            if (result.Errors.Any() || result.GetValueOrDefault<double>() is not (> 0 and < double.PositiveInfinity))
            {
                result.AddError("--lr must be a number greater than 0.");
            }
        });
        var command = new RootCommand("Trains a network to read handwritten digits, saves it, and checks what it saved.")
        {
            Data, Net, Epochs, Batch, LearningRate, Seed, Threads, Save,
        };
        command.SetAction(parsed => run(new Settings(
            parsed.GetValue(Data),
            NetworkChoice.Named(parsed.GetValue(Net)!),
            parsed.GetValue(Epochs),
            parsed.GetValue(Batch),
            parsed.GetValue(LearningRate),
            parsed.GetValue(Seed),
            parsed.GetValue(Threads),
            parsed.GetValue(Save)!)));
        return command;
    }

    private static Option<int> AtLeastOne(string name, string description, int standard)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => standard };
        option.Validators.Add(result =>
        {
            if (result.Errors.Any() || result.GetValueOrDefault<int>() < 1)
            {
                result.AddError($"{name} must be a whole number from 1 on.");
            }
        });
        return option;
    }
}
