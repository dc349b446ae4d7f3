using CompiledNets;
using Samples.Dates;

namespace Dates;

/// <summary>Decodes: the memory stays, each hypothesis has a recurrent state of its own.</summary>
internal sealed class Translator : DateTranslator
{
    private readonly DateNet net;
    private readonly BeamState memory, filling, state;

    public Translator(DateNet net, int width)
        : base(width)
    {
        this.net = net;
        memory = Search.AddContext(DateNet.Length * DateNet.Units);
        filling = Search.AddContext(DateNet.Length);
        state = Search.AddState(DateNet.Units);
    }

    protected override void Encode(int[] text) => net.Encode(text, memory.First, filling.First, state.First);

    protected override void Step(
        ReadOnlySpan<int> before, ReadOnlySpan<int> positions, Span<float> logProbabilities, Span<float> attention) =>
        net.Step(before, memory.All, filling.All, state.All, logProbabilities, attention);
}
