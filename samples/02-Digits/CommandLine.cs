using System.CommandLine;
using System.Globalization;
using System.Numerics;
using CompiledNets.Kernels;

namespace Digits;

/// <summary>The program's options.</summary>
internal static class CommandLine
{
    private static readonly Option<string?> Data = Path(
        "--data", "Folder of MNIST's four IDX files, gzipped or not. Without it, the program draws its own digits.", null);

    private static readonly Option<NetworkChoice> Net = new("--net")
    {
        Description = "conv: two convolutions. mlp: 784-128-10.",
        HelpName = string.Join('|', NetworkChoice.All.Select(choice => choice.Name)),
        DefaultValueFactory = _ => NetworkChoice.All[0],
        CustomParser = argument =>
        {
            string name = argument.Tokens.Single().Value;
            NetworkChoice? chosen = NetworkChoice.All.SingleOrDefault(choice => choice.Name == name);
            if (chosen is null)
            {
                argument.AddError($"--net is {string.Join(" or ", NetworkChoice.All.Select(choice => choice.Name))}, not '{name}'.");
            }

            return chosen;
        },
    };

    private static readonly Option<int> Epochs =
        Number("--epochs", "Passes over the training digits.", 10, AtLeastOne, "whole number from 1 on");

    private static readonly Option<int> Batch =
        Number("--batch", "Digits per step.", 32, AtLeastOne, "whole number from 1 on");

    private static readonly Option<double> LearningRate =
        Number("--lr", "Adam's learning rate.", 0.001, rate => rate > 0 && double.IsFinite(rate), "number greater than 0");

    private static readonly Option<ulong> Seed = Number(
        "--seed", "Decides initial weights, dropout and the order of digits: the same seed, the same bits.", 1UL, _ => true, "whole number");

    private static readonly Option<int> Threads = Number(
        "--threads", "Threads that share the work; results do not depend on it.", WorkPool.Threads, AtLeastOne, "whole number from 1 on");

    private static readonly Option<string?> Save = Path("--save", "Where the trained parameters go.", "digits.safetensors");

    private static readonly Option<string?> Predict = Path(
        "--predict", "Trained parameters to read a few freshly drawn digits with. Nothing is trained or saved.", null);

    /// <summary>The whole command.</summary>
    /// <param name="run">Does what was asked, and gives the exit code.</param>
    public static RootCommand For(Func<Settings, int> run)
    {
        var command = new RootCommand("Trains a network to read handwritten digits, saves it, and checks what it saved.")
        {
            Data, Net, Epochs, Batch, LearningRate, Seed, Threads, Save, Predict,
        };
        command.SetAction(parsed => run(new Settings(
            parsed.GetValue(Data),
            parsed.GetRequiredValue(Net),
            parsed.GetValue(Epochs),
            parsed.GetValue(Batch),
            parsed.GetValue(LearningRate),
            parsed.GetValue(Seed),
            parsed.GetValue(Threads),
            parsed.GetValue(Save)!,
            parsed.GetValue(Predict))));
        return command;
    }

    private static Option<T> Number<T>(string name, string description, T standard, Predicate<T> isGood, string wanted)
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            DefaultValueFactory = _ => standard,
            CustomParser = argument =>
            {
                string text = argument.Tokens.Single().Value;
                if (!T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T value) || !isGood(value))
                {
                    argument.AddError($"{name} takes a {wanted}, not '{text}'.");
                }

                return value;
            },
        };

    private static Option<string?> Path(string name, string description, string? standard) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => standard,
        CustomParser = argument =>
        {
            string path = argument.Tokens.Single().Value;
            if (path.Length == 0)
            {
                argument.AddError($"{name} takes a path, not nothing.");
            }

            return path;
        },
    };

    private static bool AtLeastOne(int number) => number >= 1;
}
