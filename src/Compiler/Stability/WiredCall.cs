using System.Collections.Immutable;
using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Stability;

/// <summary>One call of a layer or op, with what it reads and who reads it.</summary>
internal sealed class WiredCall(SpecNode spec, TensorType? type, ImmutableArray<WiredCall> inputs)
{
    public string Op => spec.Op;

    /// <summary>Its place in the source.</summary>
    public int Site => spec.Site;

    /// <summary>Whose weights it has, should it have any.</summary>
    public Place? Place => spec.Place;

    public ImmutableArray<WiredCall> Inputs { get; } = inputs;

    /// <summary>Live calls that read it, each once.</summary>
    public List<WiredCall> Readers { get; } = [];

    /// <summary>Whether the entry point returns it, or leaves it in a state.</summary>
    public bool IsResult { get; set; }

    /// <summary>Whether some result depends on it.</summary>
    public bool IsLive { get; set; }

    /// <summary>Whether it stands in another network that is a layer here: that network's own warnings speak of it.</summary>
    public bool IsInner { get; set; }

    public bool IsParameter => Op == SpecNode.Parameter;

    public Shape Shape => type?.Shape ?? Shape.Scalar;

    /// <summary>A constant's value, or null.</summary>
    public double? Constant => Op == SpecNode.Constant ? Number("value") : null;

    /// <summary>What it is called in a message: <c>Dense on line 5</c>, <c>'image'</c>.</summary>
    public string Title => Op switch
    {
        SpecNode.Parameter => $"'{spec.Name}'",
        SpecNode.Constant => "a number",
        SpecNode.FurtherResult => Inputs[0].Title,
        _ => Story.Word(Op) + SiteMark.Of(Site),
    };

    public bool Has(string argument) => Find(argument) is not null;

    public double? Number(string argument) => (Find(argument) as Literal.Number)?.Value;

    public bool Flag(string argument, bool fallback) => Find(argument) is Literal.Flag flag ? flag.Value : fallback;

    public string? Choice(string argument) => (Find(argument) as Literal.Choice)?.Member;

    /// <summary>Where an argument stands, or the call where it is not written.</summary>
    public int SiteOf(string argument) => spec.Arguments.FirstOrDefault(given => given.Name == argument)?.Site ?? Site;

    /// <summary>The call itself, or the first before it that is none of <paramref name="ops"/>, going along first inputs.</summary>
    public WiredCall Behind(ICollection<string> ops)
    {
        WiredCall call = this;
        while (ops.Contains(call.Op) && call.Inputs.Length > 0)
        {
            call = call.Inputs[0];
        }

        return call;
    }

    /// <summary>The only call that reads it, or null if there are several, none, or the entry point returns it.</summary>
    public WiredCall? OnlyReader => Readers.Count == 1 && !IsResult ? Readers[0] : null;

    private Literal? Find(string name) => spec.Arguments.FirstOrDefault(argument => argument.Name == name)?.Value;
}
