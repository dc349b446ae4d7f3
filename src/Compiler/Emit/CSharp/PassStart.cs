namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>The calls with which several passes begin: an objective computes what a prediction computes, and goes on.</summary>
internal sealed class PassStart(PassWriter owner, IReadOnlyList<PassCall> calls)
{
    // Fewer are as quickly read twice.
    private const int LeastCalls = 8;

    private readonly List<string> passes = [owner.Name];
    private readonly (string Name, string Type)[] fields =
        [.. owner.CommonFields.Where(field => calls.Any(call => call.Arguments.Any(argument => argument.Source == field.Name)))];

    /// <summary>What the passes have in common.</summary>
    public IReadOnlyList<PassCall> Calls => calls;

    private PassWriter Owner => owner;

    private string StructName => owner.Name + "Start";

    /// <summary>Finds what passes have in common, and tells them.</summary>
    public static IReadOnlyList<PassStart> Share(IReadOnlyList<PassWriter> passes)
    {
        var starts = new List<PassStart>();
        for (int index = 1; index < passes.Count; index++)
        {
            PassWriter pass = passes[index];
            PassStart? start = starts.FirstOrDefault(known => Common(known.Owner, pass, known.Calls).Length == known.Calls.Count);
            if (start is null && passes.Take(index).FirstOrDefault(other => other.Start is null && Common(other, pass, other.OnlySlice).Length >= LeastCalls) is { } first)
            {
                start = new PassStart(first, Common(first, pass, first.OnlySlice));
                starts.Add(start);
                first.Start = start;
            }

            if (start is not null)
            {
                start.passes.Add(pass.Name);
                pass.Start = start;
            }
        }

        return starts;
    }

    /// <summary>Writes the struct that runs the calls for one slice.</summary>
    public void Write(CodeWriter writer)
    {
        writer.Line($"// What {string.Join(" and ", passes)} begin with. Its fields are theirs.");
        using (writer.Braces($"private ref struct {StructName}"))
        {
            writer.Line("internal int SliceLength;");
            foreach (var type in fields.GroupBy(field => field.Type))
            {
                writer.Line($"internal {type.Key} {string.Join(", ", type.Select(field => field.Name))};");
            }

            writer.Line();
            using (writer.Braces("internal readonly void Run(Span<float> local, int first, int samples)"))
            {
                foreach (PassCall call in calls)
                {
                    call.Write(writer);
                }
            }
        }
    }

    /// <summary>Writes what a pass does to run it.</summary>
    public void WriteCall(CodeWriter writer)
    {
        string values = string.Join(", ", new[] { "SliceLength" }.Concat(fields.Select(field => field.Name)).Select(name => $"{name} = {name}"));
        writer.Line($"new {StructName} {{ {values} }}.Run(local, first, samples);");
    }

    // What lies in the workspace or is a result has its place in one pass only, and so does what depends on the whole batch.
    private static PassCall[] Common(PassWriter one, PassWriter other, IReadOnlyList<PassCall> calls)
    {
        HashSet<string> sources = [.. one.CommonFields.Intersect(other.CommonFields).Select(field => field.Name), "local", ""];
        return [.. calls.Zip(other.OnlySlice, (call, same) => call.ReadsAs(same) ? call : null)
            .TakeWhile(call => call is not null && call.Arguments.All(argument => sources.Contains(argument.Source)))
            .OfType<PassCall>()];
    }
}
