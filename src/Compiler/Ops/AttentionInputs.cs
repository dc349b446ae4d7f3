using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>The inputs of an attention: query, key and value, or query and a memory that is both others, or one sequence that is all three;
/// and perhaps a mask after them.</summary>
internal readonly struct AttentionInputs(Call call, int sequences)
{
    /// <summary>The axes of a sequence, for messages.</summary>
    public const string Axes = "a sequence, (steps,width)";

    /// <summary>What to write where a value has others.</summary>
    public const string Advice = "A sequence has its steps first and each step's features last";

    private Node Key => call.Inputs[sequences == 1 ? 0 : 1];

    private Node? Mask => call.Inputs.Length > sequences ? call.Inputs[sequences] : null;

    /// <summary>Reports sequences and masks whose shapes do not fit.</summary>
    public bool Agree()
    {
        bool areSequences = true;
        foreach (Node sequence in call.Inputs.Take(sequences).Distinct())
        {
            areSequences &= HasRank(sequence, Axes, 2, Advice);
        }

        if (!areSequences)
        {
            return false;
        }

        bool agree = sequences switch
        {
            1 => true,
            2 => WidthsAgree("memory", 1),
            _ => WidthsAgree("key", 1) & WidthsAgree("value", 2) & StepsAgree(),
        };
        return agree & MaskFits();
    }

    /// <summary>Operands and mask as the kernel reads them: all of them for each sample, where one is.</summary>
    public Node[] PerSample(params Node[] operands)
    {
        Node[] all = Mask is { } mask ? [.. operands, mask] : operands;
        if (!all.Any(input => input.Batched))
        {
            return all;
        }

        Call owner = call;
        return [.. all.Select(input => input.Batched ? input : owner.AddPart("Repeated", new ExpandOp(input.Type with { Batched = true }), input))];
    }

    private bool WidthsAgree(string name, int input)
    {
        Node query = call.Input, other = call.Inputs[input];
        return SizesAgree(
            query.Shape[1], "features of the query", other.Shape[1], $"of the {name}", query, other, "Give all the same width, with Dense");
    }

    private bool StepsAgree()
    {
        Node key = call.Inputs[1], value = call.Inputs[2];
        return SizesAgree(key.Shape[0], "steps of the key", value.Shape[0], "of the value", key, value, "Every key has one value");
    }

    private bool MaskFits()
    {
        if (Mask is not { } mask)
        {
            return true;
        }

        return HasRank(mask, "a mask of one axis, (keys)", 1, "The mask says 1 or 0 of each key, for all queries alike")
            && SizesAgree(Key.Shape[0], "keys", mask.Shape[0], "in the mask", Key, mask, "The mask says 1 or 0 of each key");
    }

    private bool HasRank(Node value, string axes, int rank, string advice)
    {
        if (value.Shape.Rank == rank)
        {
            return true;
        }

        call.Report(Rules.WrongRank, call.Op, axes, call.Describe(value), advice);
        return false;
    }

    private bool SizesAgree(int left, string ofLeft, int right, string ofRight, Node leftValue, Node rightValue, string advice)
    {
        if (left == right)
        {
            return true;
        }

        call.Report(
            Rules.SizesDiffer, call.Op, $"the {Names.Text(left)} {ofLeft}", $"the {Names.Text(right)} {ofRight}", call.Clause(leftValue),
            call.Clause(rightValue), advice);
        return false;
    }
}
