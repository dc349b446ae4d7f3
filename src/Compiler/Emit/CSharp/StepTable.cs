using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>Which steps are the same but for the values that they work on: layers of one kind and shape share a method. So do layers of
/// several shapes, from three on: what they differ in are parameters then.</summary>
internal sealed class StepTable
{
    private readonly Dictionary<string, SortedSet<string>> users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StepFamily> families = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StepFamily> familyOf = new(StringComparer.Ordinal);
    private readonly Dictionary<Step, (StepMethod Method, string Text)> writtenOut = [];

    /// <summary>Notes the steps of a plan, before any of them is written.</summary>
    public void Add(Plan plan)
    {
        IEnumerable<Step> preparing = plan.Graph.Live().Where(node => node.Op is PreparedOp).Select(PreparedTable.StepOf);
        foreach (Step step in plan.Phases.SelectMany(phase => phase.Steps).Concat(preparing))
        {
            (StepMethod method, string text) = WrittenOut(step, plan);
            if (!users.TryGetValue(text, out SortedSet<string>? layers))
            {
                users.Add(text, layers = new SortedSet<string>(Comparer<string>.Create(InOrder)));
                if (!method.IsTiny)
                {
                    AddToFamily(step, plan, text);
                }
            }

            layers.Add(step.Head.Label.Layer);
        }
    }

    /// <summary>The step's method under names that say nothing of the layer, with its sizes written out, and its text.</summary>
    public (StepMethod Method, string Text) WrittenOut(Step step, Plan plan)
    {
        if (!writtenOut.TryGetValue(step, out var form))
        {
            StepMethod method = Shared(step, plan, isParameter: _ => false);
            writtenOut.Add(step, form = (method, Text(method)));
        }

        return form;
    }

    /// <summary>The step's method as others may share it, and its text: equal ones are one.</summary>
    public (StepMethod Method, string Text) Form(Step step, Plan plan)
    {
        if (FamilyOf(step, plan) is not { } family)
        {
            return WrittenOut(step, plan);
        }

        StepMethod method = Shared(step, plan, family.Differs);
        return (method, Text(method));
    }

    /// <summary>What writes the method of a step, named after the first layer of those that share it.</summary>
    public StepMethod Writer(Step step, Plan plan, CodeMembers members)
    {
        string[] layers = LayersOf(step, plan);
        StepNames names = layers.Length > 1 ? new SharedNames(step, layers[0]) : new OwnNames(step.Head.Label);
        return new StepMethod(step, plan, members, names, FamilyOf(step, plan) is { } family ? family.Differs : _ => false);
    }

    /// <summary>The layers whose steps share the method of this one.</summary>
    public string[] LayersOf(Step step, Plan plan)
    {
        IEnumerable<string> texts = FamilyOf(step, plan)?.Texts ?? [WrittenOut(step, plan).Text];
        return [.. texts.Where(users.ContainsKey).SelectMany(text => users[text]).Distinct().OrderBy(layer => layer, Comparer<string>.Create(InOrder))];
    }

    private void AddToFamily(Step step, Plan plan, string text)
    {
        StepMethod method = Shared(step, plan, isParameter: _ => true);
        string form = Text(method);
        if (!families.TryGetValue(form, out StepFamily? family))
        {
            families.Add(form, family = new StepFamily());
        }

        family.Add(text, method.Numbers);
        familyOf.Add(text, family);
    }

    private StepFamily? FamilyOf(Step step, Plan plan) =>
        familyOf.TryGetValue(WrittenOut(step, plan).Text, out StepFamily? family) && family.IsShared ? family : null;

    private static StepMethod Shared(Step step, Plan plan, Func<int, bool> isParameter) =>
        new(step, plan, null, new SharedNames(step, ""), isParameter);

    private static string Text(StepMethod method) => $"{string.Join(", ", method.Signature)}\n{method.Body}";

    private static int InOrder(string a, string b) => a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(a, b);
}

/// <summary>Steps that are the same but for their values and their numbers.</summary>
internal sealed class StepFamily
{
    // Two are easier to read when each says its own sizes.
    private const int LeastShapes = 3;

    private readonly List<string> texts = [];
    private readonly List<IReadOnlyList<StepNumber>> numbers = [];

    /// <summary>The methods with their numbers written out, each once.</summary>
    public IReadOnlyList<string> Texts => texts;

    /// <summary>Whether they share one method.</summary>
    public bool IsShared => texts.Count >= LeastShapes;

    /// <summary>Adds one with numbers of its own.</summary>
    public void Add(string text, IReadOnlyList<StepNumber> its)
    {
        texts.Add(text);
        numbers.Add(its);
    }

    /// <summary>Whether they differ in a number, given by its place.</summary>
    public bool Differs(int number) => numbers.Any(its => its[number].Value != numbers[0][number].Value);
}
