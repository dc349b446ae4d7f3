using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>What a pass passes to a method.</summary>
/// <param name="Text">The expression.</param>
/// <param name="Source">The field of the pass that it is a part of or computed from, or <c>local</c>; empty if it is neither.</param>
internal readonly record struct PassArgument(string Text, string Source);

/// <summary>What a pass calls for a step.</summary>
/// <param name="Method">The step's method.</param>
/// <param name="Arguments">In the order of its parameters.</param>
/// <param name="Step">The step.</param>
internal sealed record PassCall(string Method, IReadOnlyList<PassArgument> Arguments, Step Step)
{
    /// <summary>Whether another call reads the same where names mean the same.</summary>
    public bool ReadsAs(PassCall other) => Method == other.Method && Arguments.SequenceEqual(other.Arguments);

    public void Write(CodeWriter writer) => writer.Call(Method, [.. Arguments.Select(argument => argument.Text)]);
}

/// <summary>Where the arguments of a pass's calls come from: its fields, and their parts that the plan gave to values.</summary>
internal sealed class PassArguments(EntryModel entry, Plan plan, CodeMembers members)
{
    private const string CNet = KernelText.Namespace;

    private readonly bool isTraining = plan.Graph.Roots.Any(root => root.Op is AccumulateOp);

    /// <summary>The arguments of the entry point.</summary>
    public IReadOnlyList<InputOp> Inputs { get; } = [.. entry.Inputs.Select((input, index) => new InputOp(index, input.Name, input.Kind, input.Shape))];

    /// <summary>What a call passes for a parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="inSlice">Whether the call is for some samples; else for the whole batch.</param>
    public PassArgument Of(StepParameter parameter, bool inSlice) =>
        parameter.Value is { } value ? Of(Fuse.Memory(value), inSlice) : Ambient(parameter.Ambient, inSlice);

    private PassArgument Ambient(string text, bool inSlice) => text switch
    {
        "first" => new(inSlice ? text : "0", ""),
        "samples" => inSlice ? new(text, "") : new("Samples", "Samples"),
        "Seed" or "Step" => new(text, text),
        StepMethod.InverseBatch => new(text, "Samples"),
        _ => new(text, Inputs.Any(input => CodeMembers.FieldOf(input) == text) ? text : ""),
    };

    private PassArgument Of(Node value, bool inSlice)
    {
        int size = value.Type.Size;
        switch (value.Op)
        {
            case PartOp part when plan.Locations.TryGetValue(Fuse.Storage(value), out Location whole) && whole.Region == Region.Fixed:
                return Fixed(whole.Offset + part.Start, size);
            case PartOp part:
                PassArgument all = Of(Fuse.Memory(value.Inputs[0]), inSlice);
                return all with { Text = $"{all.Text}.Slice({Names.Text(part.Start)}, {Names.Text(size)})" };
            case InputOp input:
                return Rows(CodeMembers.FieldOf(input), size, inSlice);
            case StoredOp { Tensor: var tensor }:
                return Stored(tensor.IsState ? "State" : "Parameters", tensor);
            case PreparedOp:
                return new($"Prepared.Slice({members.Prepared(isTraining).Range(value, plan)})", "Prepared");
            case ArangeOp arange:
                return new($"{CNet}.Sequence.UpTo({Names.Text(arange.Count)})", "");
        }

        PassArgument floats = Planned(value, size, inSlice);
        return value.Type.Element == ElementKind.Int && value.Op is not IOutput ? floats with { Text = $"{CNet}.TokenMemory.Of({floats.Text})" } : floats;
    }

    private PassArgument Planned(Node value, int size, bool inSlice)
    {
        Location location = plan.Locations[value];
        string offset = Names.Text(location.Offset), extent = Names.Text(size);
        return location.Region switch
        {
            Region.Fixed => Fixed(location.Offset, size),
            Region.Batch => new(inSlice ? $"Batch({offset}, {extent}, first, samples)" : $"Batch({offset}, {extent})", "Workspace"),
            Region.Kept => new(inSlice ? "Kept(first, samples)" : "Kept(0, Samples)", "Workspace"),
            Region.Slice => new($"local.Slice({offset} * SliceLength, samples * {extent})", "local"),
            Region.State => Rows(CodeMembers.FieldOf(Inputs[location.Offset]), size, inSlice),
            Region.Output => Rows(PassWriter.OutputField(location.Offset), size, inSlice),
            _ => Stored("Gradients", ((AccumulateOp)value.Op).Tensor),
        };
    }

    private PassArgument Stored(string buffer, StoredTensor tensor) => new($"{buffer}.{members.StoredRange(tensor)}", buffer);

    private static PassArgument Fixed(int offset, int size) => new($"Fixed({Names.Text(offset)}, {Names.Text(size)})", "Workspace");

    private static PassArgument Rows(string span, int size, bool inSlice) => new(
        !inSlice ? span : size == 1 ? $"{span}.Slice(first, samples)" : $"{span}.Slice(first * {Names.Text(size)}, samples * {Names.Text(size)})", span);
}
