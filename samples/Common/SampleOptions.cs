using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace Samples;

/// <summary>Makes options that refuse what they cannot take in one sentence.</summary>
public static class SampleOptions
{
    /// <summary>An option that takes a number.</summary>
    /// <param name="wanted">How messages call a good one: "whole number from 1 on".</param>
    public static Option<T> Number<T>(string name, string description, T standard, Predicate<T> isGood, string wanted)
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

    /// <summary>An option that takes a whole number from 1 on.</summary>
    public static Option<int> Count(string name, string description, int standard) =>
        Number(name, description, standard, number => number >= 1, "whole number from 1 on");

    /// <summary>An option that takes a number greater than 0.</summary>
    public static Option<double> Positive(string name, string description, double standard) =>
        Number(name, description, standard, number => number > 0 && double.IsFinite(number), "number greater than 0");

    /// <summary>An option that takes the path of a file or folder.</summary>
    public static Option<string?> Path(string name, string description, string? standard = null) => new(name)
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

    /// <summary>An option that takes one of some names.</summary>
    public static Option<string> Choice(string name, string description, params string[] choices) => new(name)
    {
        Description = description,
        HelpName = string.Join('|', choices),
        DefaultValueFactory = _ => choices[0],
        CustomParser = argument =>
        {
            string choice = argument.Tokens.Single().Value;
            if (!choices.Contains(choice))
            {
                argument.AddError($"{name} is {string.Join(" or ", choices)}, not '{choice}'.");
            }

            return choice;
        },
    };
}
