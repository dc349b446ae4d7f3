using CompiledNets;
using Samples.Dates;

namespace Translate;

/// <summary>Decodes: what was read stays, each hypothesis has a cache of its own.</summary>
internal sealed class Translator : DateTranslator
{
    private readonly DateTransformer net;
    private readonly BeamState memory, isText, cache;

    public Translator(DateTransformer net, int width)
        : base(width)
    {
        this.net = net;
        memory = Search.AddContext(2 * DateTransformer.Layers * DateTransformer.Length * DateTransformer.Width);
        isText = Search.AddContext(DateTransformer.Length);

        // Rows of steps to come are not read, so that the cache need not be cleared between texts.
        cache = Search.AddState(DateTransformer.Layers * DateTransformer.Steps * 2 * DateTransformer.Width);
    }

    protected override void Encode(int[] text) => net.Encode(text, memory.First, isText.First);

    protected override void Step(
        ReadOnlySpan<int> before, ReadOnlySpan<int> positions, Span<float> logProbabilities, Span<float> attention) =>
        net.Step(before, positions, memory.All, isText.All, cache.All, logProbabilities, attention);
}
