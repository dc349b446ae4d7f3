using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.Ops;

// Checks that all definitions share, and what is said about a call that fails them.
internal sealed partial class Call
{
    /// <summary>Reports a layer of a chain that needs more than the one value a chain passes on.</summary>
    public bool HasInputs(Definition definition)
    {
        if (Inputs.Length < definition.LeastInputs)
        {
            Report(Rules.TooFewInputs, Op, Names.Text(definition.LeastInputs));
        }

        return !Failed;
    }

    /// <summary>Reports inputs that hold ints where <paramref name="definition"/> reads floats, or floats for ints: chains of
    /// attributes have no types to tell.</summary>
    public bool HasKinds(Definition definition)
    {
        for (int input = 0; input < Inputs.Length; input++)
        {
            ElementKind found = Inputs[input].Type.Element;
            if (definition.Reads(input) is { } wanted && wanted != found)
            {
                Report(
                    Rules.WrongKind, Op, wanted == ElementKind.Int ? "Tokens (ints)" : "a Tensor (floats)", Describe(Inputs[input]),
                    wanted == ElementKind.Int ? "Give it the Tokens themselves, as the first layer" : "Embedding turns Tokens into a Tensor");
            }
        }

        return !Failed;
    }

    /// <summary>Reports unless the input has as many axes as <paramref name="axes"/> names.</summary>
    /// <param name="missing">The op that would give it those axes, as it is written, or empty.</param>
    public bool NeedsRank(string axes, int rank, string advice, string missing = "")
    {
        if (Input.Shape.Rank == rank)
        {
            return true;
        }

        if (Story.Decider(Input) is { Label.Kind: "Flatten" } flatten && flatten.Inputs[0].Shape.Rank == rank)
        {
            // It came too early.
            Report(
                Rules.WrongRank, [Facts.At(Facts.Layer, flatten.Label.Site)], Op, axes, Describe(), $"Drop {Story.Maker(flatten)}, or move it behind {Op}");
        }
        else
        {
            Report(Rules.WrongRank, missing.Length > 0 ? [Facts.Of(Facts.Op, missing)] : [], Op, axes, Describe(), advice);
        }

        return false;
    }

    /// <summary>Reports if <paramref name="shape"/> holds more values than a buffer may.</summary>
    public bool Fits(Shape shape, string what)
    {
        if (!shape.IsTooLarge)
        {
            return true;
        }

        Report(Rules.TooLarge, Op, what, shape.ToString());
        return false;
    }

    public void Report(DiagnosticDescriptor rule, params string[] arguments) => Report(rule, [], arguments);

    /// <summary>Reports with what the code fix needs.</summary>
    public void Report(DiagnosticDescriptor rule, EquatableArray<Fact> facts, params string[] arguments) =>
        ReportSite(rule, spec.Site, facts, arguments);

    /// <summary>Reports at an argument, or at the call where it was not written.</summary>
    public void ReportAt(string argument, DiagnosticDescriptor rule, params string[] arguments) => ReportAt(argument, rule, [], arguments);

    /// <summary>Reports at an argument, with what the code fix needs.</summary>
    public void ReportAt(string argument, DiagnosticDescriptor rule, EquatableArray<Fact> facts, params string[] arguments) =>
        ReportSite(rule, Find(argument)?.Site ?? spec.Site, facts, arguments);

    private void ReportSite(DiagnosticDescriptor rule, int site, EquatableArray<Fact> facts, string[] arguments)
    {
        Failed = true;
        builder.Report(new Fault(rule.Id, arguments.ToEquatableArray(), site) { Facts = facts });
    }

    /// <summary>A value as the object of a sentence: its name, its shape and what decided the shape.</summary>
    public string Describe(Node value) => Story.Of(value, Operand(value).Name);

    /// <summary>The input, described.</summary>
    public string Describe() => Describe(Input);

    /// <summary>A value as a sentence: what makes it, and of what shape.</summary>
    public string Clause(Node value) => Operand(value).Clause;

    /// <summary>A value with what it is called in this call.</summary>
    public Operand Operand(Node value)
    {
        int input = Inputs.IndexOf(value);
        return new Operand(value, input >= 0 && input < spec.Operands.Count ? spec.Operands[input] : "");
    }
}
