using CompiledNets;

namespace Digits;

/// <summary>The networks of this program, under the names that <c>--net</c> knows.</summary>
/// <param name="Create">Makes an instance from a seed.</param>
/// <param name="Summary">Its layer table.</param>
internal sealed record NetworkChoice(string Name, Func<ulong, INetwork> Create, string Summary)
{
    public static NetworkChoice[] All { get; } =
    [
        new("conv", seed => new DigitNet(seed), DigitNet.Summary),
        new("mlp", seed => new DigitMlp(seed), DigitMlp.Summary),
    ];
}
