using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Emit.Pictures;

/// <summary>The boxes of one entry point. Arithmetic, activations and norms that alone read a layer's value stand in its box, formulas are
/// one box each, and what another entry point computes is a box with that one's name: a picture of layers, not of operations.</summary>
internal sealed class EntryPicture
{
    private readonly EntryModel entry;
    private readonly Func<Place, int> parametersOf;
    private readonly Func<string, bool> isPart;
    private readonly bool[] live;
    private readonly int[] readers;
    private readonly Box?[] boxes;
    private readonly Dictionary<Box, int> last = [];
    private readonly List<Box> inOrder = [];

    private EntryPicture(EntryModel entry, Func<Place, int> parametersOf, Func<string, bool> isPart)
    {
        this.isPart = isPart;
        this.entry = entry;
        this.parametersOf = parametersOf;
        live = new bool[entry.Calls.Length];
        readers = new int[entry.Calls.Length];
        boxes = new Box?[entry.Calls.Length];
    }

    /// <summary>The boxes in an order in which each reads earlier ones.</summary>
    /// <param name="entry">The entry point.</param>
    /// <param name="parametersOf">How many learned values a place has.</param>
    /// <param name="isPart">Whether that is the name of a part.</param>
    /// <param name="others">What other entry points compute: for a call's number, the entry point of which it is the result, or null.</param>
    public static IReadOnlyList<Box> Of(
        EntryModel entry, Func<Place, int> parametersOf, Func<string, bool> isPart, Func<int, string?> others)
    {
        var picture = new EntryPicture(entry, parametersOf, isPart);
        picture.FindReaders();
        picture.CollapseEntries(others);
        for (int index = 0; index < entry.Calls.Length; index++)
        {
            if (picture.live[index] && picture.boxes[index] is null)
            {
                picture.boxes[index] = picture.Place(index);
            }
        }

        picture.AddOutputs();
        return picture.inOrder;
    }

    private BuiltCall CallAt(int index) => entry.Calls[index];

    private IEnumerable<int> Roots => entry.Spec.Results.Select(result => result.Node).Concat(entry.Spec.States.Select(state => state.Node));

    private void FindReaders()
    {
        foreach (int root in Roots)
        {
            live[root] = true;
            readers[root]++;
        }

        for (int index = live.Length - 1; index >= 0; index--)
        {
            if (live[index])
            {
                foreach (int input in CallAt(index).Spec.Inputs)
                {
                    live[input] = true;
                    readers[input]++;
                }
            }
        }
    }

    // ---- Other entry points -------------------------------------------------------------------------------------

    private void CollapseEntries(Func<int, string?> others)
    {
        for (int index = live.Length - 1; index >= 0; index--)
        {
            if (live[index] && boxes[index] is null && others(index) is { } name && Cone(index) is { } cone)
            {
                // It stands where its result stood; until then its inputs have no boxes.
                var box = new Box(BoxKind.Entry, name, CallAt(index).Value.Shape);
                foreach (int inner in cone)
                {
                    live[inner] = CallAt(inner).Spec.Op == SpecNode.Parameter;
                }

                live[index] = true;
                boxes[index] = box;
                collapsed.Add((index, [.. cone.Where(inner => CallAt(inner).Spec.Op == SpecNode.Parameter)]));
            }
        }
    }

    private readonly List<(int Result, int[] Parameters)> collapsed = [];

    /// <summary>All calls that a result is made of, or null if something else reads one of them, parameters aside.</summary>
    private HashSet<int>? Cone(int result)
    {
        var cone = new HashSet<int> { result };
        for (int index = result; index >= 0; index--)
        {
            if (cone.Contains(index))
            {
                cone.UnionWith(CallAt(index).Spec.Inputs);
            }
        }

        var inside = cone.Where(index => index != result && CallAt(index).Spec.Op is not (SpecNode.Parameter or SpecNode.Constant)).ToDictionary(index => index, _ => 0);
        foreach (int input in cone.SelectMany(index => CallAt(index).Spec.Inputs).Where(inside.ContainsKey))
        {
            inside[input]++;
        }

        return inside.All(count => readers[count.Key] == count.Value) ? cone : null;
    }

    // ---- Boxes --------------------------------------------------------------------------------------------------

    private Box? Place(int index)
    {
        BuiltCall call = CallAt(index);
        switch (call.Spec.Op)
        {
            case SpecNode.Constant:
                return null;
            case SpecNode.Parameter:
                return Add(new Box(BoxKind.Input, call.Spec.Name, call.Value.Shape), index);
            case SpecNode.FurtherResult or InnerNetwork.InputOp:
                return boxes[call.Spec.Inputs[0]];
        }

        bool isFormula = IsFormula(call);
        int[] inputs = [.. call.Spec.Inputs.Where(input => boxes[input] is not null).Distinct()];
        string group = call.Spec.Place is { } place ? GroupOf(place) : OperatorGroup(inputs);
        int[] own = [.. inputs.Where(input => IsOpen(input) && boxes[input]!.Group == group && (boxes[input]!.IsFormula || inputs.Length == 1))];
        if (!isFormula || own.Length == 0)
        {
            return NewBox(index, call, inputs, isFormula, group);
        }

        Box box = boxes[own[own.Length - 1]]!;
        foreach (Box other in own.Select(input => boxes[input]!).Where(other => other != box))
        {
            box.Absorb(other);
            inOrder.Remove(other);
        }

        // What it reads besides may have come after the box that it joins.
        inOrder.Remove(box);
        inOrder.Add(box);
        ReadAll(box, inputs.Except(own));
        box.Append(Word(call), call.Value.Shape);
        last[box] = index;
        return box;
    }

    private Box NewBox(int index, BuiltCall call, int[] inputs, bool isFormula, string group)
    {
        int parameters = call.Spec.Place is { } place ? parametersOf(place) : 0;
        var box = new Box(BoxKind.Layer, parameters > 0 ? Title(call) : Word(call), call.Value.Shape)
        {
            Group = group, Parameters = parameters, IsFormula = isFormula,
        };
        ReadAll(box, inputs);
        return Add(box, index);
    }

    private void ReadAll(Box box, IEnumerable<int> inputs)
    {
        foreach (int input in inputs)
        {
            if (collapsed.Find(entry => entry.Result == input) is { Parameters: { } parameters } && !inOrder.Contains(boxes[input]!))
            {
                inOrder.Add(boxes[input]!);
                ReadAll(boxes[input]!, parameters);
            }

            box.Reads(boxes[input]!);
        }
    }

    private Box Add(Box box, int index)
    {
        inOrder.Add(box);
        last[box] = index;
        return box;
    }

    /// <summary>Whether a call can join the box of its input: nothing else reads that value.</summary>
    private bool IsOpen(int input) => boxes[input] is { Kind: BoxKind.Layer } box && readers[input] == 1 && last[box] == input;

    private void AddOutputs()
    {
        string[] names = [.. entry.Spec.Results.Select(result => result.Name.Length > 0 ? result.Name : entry.Spec.Kind == EntryKind.Objective ? "loss" : "output")];
        foreach ((string name, int root) in names.Concat(entry.Spec.States.Select(state => entry.Spec.Parameters[state.Parameter].Name)).Zip(Roots, (name, root) => (name, root)).ToArray())
        {
            var output = new Box(BoxKind.Output, name, CallAt(root).Value.Shape);
            ReadAll(output, boxes[root] is null ? [] : [root]);
            inOrder.Add(output);
        }
    }

    // ---- Words --------------------------------------------------------------------------------------------------

    /// <summary>Whether it is arithmetic on single values, a sum of them, or no computation at all. A layer that ends in a sum adds its bias.</summary>
    private bool IsFormula(BuiltCall call) =>
        call.Spec.Place is { } place && parametersOf(place) > 0
            ? call.Value.Op is ElementwiseOp and not Ops.AddOp
            : call.Value.Op is ElementwiseOp or ViewOp or Ops.ReduceOp || call.Spec.Inputs.Any(input => CallAt(input).Value == call.Value);

    /// <summary>The part, or the path of helper calls, without the entry point that they start from.</summary>
    private string GroupOf(Place place)
    {
        string[] path = place.View.Split('.');
        return string.Join(".", path.Take(path.Length - 1).Skip(path[0] == entry.Spec.Name ? 1 : 0));
    }

    /// <summary>An operator has no place: it is taken for one of the helper that made its latest operand. Parts have no operators.</summary>
    private string OperatorGroup(int[] inputs)
    {
        string group = inputs.Length > 0 ? boxes[inputs.Max()]!.Group : "";
        return isPart(group.Split('.')[0]) ? "" : group;
    }

    /// <summary>A layer's name, with its kind where the name does not say it: <c>Conv2D1</c>, <c>Read: LSTM</c>.</summary>
    private static string Title(BuiltCall call)
    {
        string name = call.Spec.Place!.View.Substring(call.Spec.Place.View.LastIndexOf('.') + 1);
        return name.StartsWith(call.Spec.Op, StringComparison.Ordinal) ? name : $"{name}: {call.Spec.Op}";
    }

    private static string Word(BuiltCall call) => call.Spec.Op switch
    {
        "Add" => "+",
        "Subtract" or "Negate" => "−",
        "Multiply" => "×",
        "Divide" => "÷",
        _ => call.Spec.Op,
    };
}
