using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>Which steps are the same but for the values that they work on: layers of one kind and shape share a method.</summary>
internal sealed class StepTable
{
    private readonly Dictionary<string, SortedSet<string>> users = new(StringComparer.Ordinal);
    private readonly Dictionary<Step, (StepMethod Method, string Text)> forms = [];

    /// <summary>Notes the steps of a plan, before any of them is written.</summary>
    public void Add(Plan plan)
    {
        IEnumerable<Step> preparing = plan.Graph.Live().Where(node => node.Op is PreparedOp).Select(PreparedTable.StepOf);
        foreach (Step step in plan.Phases.SelectMany(phase => phase.Steps).Concat(preparing))
        {
            (_, string text) = Form(step, plan);
            if (!users.TryGetValue(text, out SortedSet<string>? layers))
            {
                users.Add(text, layers = new SortedSet<string>(Comparer<string>.Create(InOrder)));
            }

            layers.Add(step.Head.Label.Layer);
        }
    }

    /// <summary>The step's method under names that say nothing of the layer, and its text: equal ones can share a method.</summary>
    public (StepMethod Method, string Text) Form(Step step, Plan plan)
    {
        if (!forms.TryGetValue(step, out var form))
        {
            var method = new StepMethod(step, plan, null, new SharedNames(step, ""));
            form = (method, $"{string.Join(", ", method.Signature)}\n{method.Body}");
            forms.Add(step, form);
        }

        return form;
    }

    /// <summary>What to call the values of a step, and after which layer its method: the first of those that share it.</summary>
    public StepNames NamesOf(Step step, Plan plan)
    {
        string[] layers = LayersOf(step, plan);
        return layers.Length > 1 ? new SharedNames(step, layers[0]) : new OwnNames(step.Head.Label);
    }

    /// <summary>The layers whose steps are the same as this one.</summary>
    public string[] LayersOf(Step step, Plan plan) => users.TryGetValue(Form(step, plan).Text, out SortedSet<string>? layers) ? [.. layers] : [];

    private static int InOrder(string a, string b) => a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(a, b);
}
