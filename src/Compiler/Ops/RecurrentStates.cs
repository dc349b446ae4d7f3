using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>The states of a recurrent layer before its first step and after its last: for h, and for c where there is one, a row for each
/// layer and direction, as PyTorch orders them; without that axis if it is a single one.</summary>
internal sealed class RecurrentStates(Call call, int units, int rows)
{
    private readonly List<Node> initial = [];
    private readonly List<Node>[] final = [.. call.Inputs.Skip(1).Select(_ => new List<Node>())];
    private int begun;

    public int Units => units;

    public bool HasInitial => initial.Count > 0;

    private Shape Whole => rows == 1 ? Shape.Of(units) : Shape.Of(rows, units);

    /// <summary>Checks what is given. A number is a state full of it; zeros alone are as good as none.</summary>
    public bool Read()
    {
        Node[] given = [.. call.Inputs.Skip(1)];
        if (!call.Fits(Whole, "its state") || given.All(state => state.Op is ConstantOp { Value: 0 }))
        {
            return !call.Failed;
        }

        foreach (Node state in given)
        {
            if (state.Shape.Rank > 0 && state.Shape != Whole)
            {
                string needed = rows == 1
                    ? $"one layer of {Names.Text(units)} units carries {Whole}"
                    : $"{Names.Text(rows)} layers and directions of {Names.Text(units)} units carry {Whole}";
                call.Report(
                    Rules.SizesDiffer, call.Op, $"the initial state, {state.Shape},", $"the state that it carries, {Whole},",
                    call.Clause(state), needed,
                    rows == 1 ? "Give it one value for each unit" : "Give it a row for each, a layer's forward row before its backward one");
            }

            initial.Add(state.Shape.Rank > 0 ? state : call.AddPart("Initial", new ExpandOp(state.Type.With(Whole)), state));
        }

        return !call.Failed;
    }

    /// <summary>The states that the next layer or direction begins with; none if they are zero.</summary>
    public Node[] Begin(RecurrentPlace place)
    {
        int row = begun++;
        return [.. initial.Select((state, index) => rows == 1 ? state : Row(place, index == 0 ? "InitialH" : "InitialC", state, row))];
    }

    /// <summary>Notes the states after the last step, where they are asked for.</summary>
    public void End(RecurrentPlace place, Node results)
    {
        int steps = results.Shape[0], last = place.Reverse ? 0 : steps - 1;
        for (int index = 0; index < final.Length; index++)
        {
            string role = index == 0 ? "FinalH" : "FinalC";
            Node step = steps == 1 ? results : place.Add(role + "Step", new SliceOp(0, last, last + 1), results);
            bool isAll = step.Shape[1] == units;
            final[index].Add(isAll ? step : place.Add(role, new SliceOp(1, index * units, (index + 1) * units), step));
        }
    }

    /// <summary>Hands the final states over as the call's further results.</summary>
    public void GiveFinal()
    {
        for (int index = 0; index < final.Length; index++)
        {
            Node all = rows == 1 ? final[index][0] : call.AddPart(index == 0 ? "FinalH" : "FinalC", new ConcatOp(0), [.. final[index]]);
            call.GiveFurther(call.Reshape(all, Whole));
        }
    }

    private Node Row(RecurrentPlace place, string role, Node state, int row) =>
        call.Reshape(place.Add(role, new SliceOp(0, row, row + 1), state), Shape.Of(units));
}

/// <summary>One direction of one layer: how its values and parameters are called.</summary>
/// <param name="name">What tells its values from those of the others; empty if its states are the call's value.</param>
internal sealed class RecurrentPlace(Call call, int layer, bool reverse, string name)
{
    public bool Reverse => reverse;

    public Node Add(string part, Op op, params Node[] inputs) =>
        call.AddInner(name, part, op, inputs);

    /// <summary>A parameter with PyTorch's name: <c>weight_ih_l0</c>, <c>weight_ih_l0_reverse</c>.</summary>
    public Node Parameter(string member, string file, Shape shape, int fan, string initializer)
    {
        string number = Names.Text(layer);
        return call.Parameter(
            $"{member}L{number}{(reverse ? "Reverse" : "")}", $"{file}_l{number}{(reverse ? "_reverse" : "")}", shape, fan, fan, initializer);
    }

    /// <summary>A value for each sample, where others have one.</summary>
    public Node PerSample(Node value, bool batched) =>
        value.Batched == batched ? value : Add("Repeated", new ExpandOp(value.Type with { Batched = batched }), value);
}
