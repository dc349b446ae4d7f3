using System.Globalization;
using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>Layers over sequences, (steps, features) to (steps, units): layers on top of each other, each in one direction or both. With
/// initial states as further inputs, the final ones are further results.</summary>
internal abstract class RecurrentDefinition : Definition
{
    /// <summary>Whether the op adds the state's bias itself, and so takes it as its last input.</summary>
    protected virtual bool AddsHiddenBias => false;

    /// <param name="bias">Whether the layer has biases.</param>
    protected abstract RecurrentOp Op(Call call, RecurrentForm form, bool bias);

    public override Node? Build(Call call)
    {
        int layers = call.Integer("layers", 1), units = call.Integer("units"), directions = call.Flag("bidirectional", false) ? 2 : 1;
        double rate = call.Number("dropout", 0, rate => rate is >= 0 and < 1, "at least 0 and below 1");
        if (rate > 0 && layers == 1)
        {
            string text = rate.ToString("R", CultureInfo.InvariantCulture);
            call.ReportAt("dropout", Rules.BadArgument, Name, "dropout", text, "0 with a single layer: it drops what a layer gives the next");
        }

        call.NeedsRank("steps and features, (steps,features)", 2, "Embedding makes a sequence of Tokens, Reshape one of other values");
        if (call.Failed)
        {
            return null;
        }

        var states = new RecurrentStates(call, units, layers * directions);
        return states.Read() && Fits(call, units, layers, directions) ? Stack(call, states, layers, directions, rate) : null;
    }

    private bool Fits(Call call, int units, int layers, int directions)
    {
        int gates = Op(call, new RecurrentForm(units, false, false, false), false).Gates;
        int widest = Math.Max(call.Input.Shape[1], layers > 1 && directions > 1 ? (int)Math.Min(2L * units, Shape.Limit) : units);
        return call.Fits(Shape.Of(gates, units, widest), "a weight, gate by gate,");
    }

    private Node? Stack(Call call, RecurrentStates states, int layers, int directions, double rate)
    {
        Node x = call.Input;
        Node? mask = null;
        for (int layer = 0; layer < layers; layer++)
        {
            string name = directions == 1 && layer == layers - 1 ? "" : "L" + Names.Text(layer);
            var outputs = new Node[directions];
            for (int direction = 0; direction < directions; direction++)
            {
                var place = new RecurrentPlace(call, layer, direction == 1, name + (direction == 1 ? "Reverse" : ""));
                if (Run(call, states, place, x) is not { } rows)
                {
                    return null;
                }

                outputs[direction] = rows.Shape[1] == states.Units ? rows : place.Add("", new SliceOp(1, 0, states.Units), rows);
                states.End(place, rows);
            }

            bool isLast = layer == layers - 1;
            x = directions == 1 ? outputs[0] : call.AddInner(isLast ? "" : name, isLast ? "" : "Both", new ConcatOp(1), outputs);
            if (!isLast && rate > 0 && call.Training)
            {
                // One mask for all layers, of which each takes its own.
                mask ??= call.AddPart("Mask", new DropoutMaskOp(Shape.Of([layers - 1, .. x.Shape.Extents]), 1 - rate, call.RandomPlace));
                Node own = call.AddInner(name, "Mask", new SliceOp(0, layer, layer + 1), mask);
                x = call.AddInner(name, "Dropped", new MultiplyOp(), x, call.Reshape(own, x.Shape));
            }
        }

        states.GiveFinal();
        return x;
    }

    /// <summary>One direction of one layer: the input's part of all steps' gates as one product, then the steps.</summary>
    private Node? Run(Call call, RecurrentStates states, RecurrentPlace place, Node x)
    {
        bool bias = call.Flag("bias", true);
        var form = new RecurrentForm(states.Units, place.Reverse, states.HasInitial, KeepsGates: call.Training);
        RecurrentOp op = Op(call, form, bias);
        int rows = op.Gates * states.Units, features = x.Shape[1];
        string initializer = call.Choice("initializer") is { } chosen and not "Default" ? chosen : "LeCunUniform";
        Node fromInput = place.Parameter("WeightIh", "weight_ih", Shape.Of(rows, features), states.Units, initializer);
        Node fromState = place.Parameter("WeightHh", "weight_hh", Shape.Of(rows, states.Units), states.Units, initializer);
        Node? inputBias = bias ? place.Parameter("BiasIh", "bias_ih", Shape.Of(rows), states.Units, "Zeros") : null;
        Node? stateBias = bias ? place.Parameter("BiasHh", "bias_hh", Shape.Of(rows), states.Units, "Zeros") : null;
        if (call.Failed)
        {
            return null;
        }

        Node gates = place.Add("Gates", new LinearOp(), x, fromInput);
        gates = inputBias is null ? gates : place.Add("GatesOfInput", new AddOp(), gates, inputBias);
        gates = stateBias is null || AddsHiddenBias ? gates : place.Add("GatesBiased", new AddOp(), gates, stateBias);

        // What is there once for all samples is repeated where anything differs between them.
        Node[] initial = states.Begin(place);
        bool batched = gates.Batched || initial.Any(state => state.Batched);
        Node[] given = AddsHiddenBias && stateBias is not null ? [stateBias] : [];
        Node[] perSample = [.. initial.Prepend(gates).Select(value => place.PerSample(value, batched))];
        return place.Add(op.IsHiddenAlone ? "" : "Steps", op, [perSample[0], fromState, .. perSample.Skip(1), .. given]);
    }
}
