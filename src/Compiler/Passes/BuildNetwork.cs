using System.Collections.Immutable;
using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Passes;

/// <summary>Spec to model: builds the graphs of all entry points, decides shapes, and collects what is wrong.</summary>
internal static class BuildNetwork
{
    public static NetworkModel Run(NetworkSpec spec)
    {
        var tensors = new TensorTable();
        var findings = new List<Fault>();
        var entries = ImmutableArray.CreateBuilder<EntryModel>();
        var rows = new List<LayerRow>();
        for (int ordinal = 0; ordinal < spec.Entries.Count; ordinal++)
        {
            EntryModel? entry = Build(spec, ordinal, tensors, findings, rows);
            if (entry is not null)
            {
                entries.Add(entry);
            }
        }

        ChooseInitializers.Run(entries.Select(entry => entry.Inference), tensors.All);
        return new NetworkModel(spec, tensors.All, entries.ToImmutable(), DistinctRows(rows), [.. findings.Distinct()]);
    }

    /// <summary>A layer that several entry points reach is one row: the first, which counts its parameters.</summary>
    private static ImmutableArray<LayerRow> DistinctRows(List<LayerRow> rows) =>
        [.. rows.GroupBy(row => (row.Name, row.Kind, row.Input, row.Output, row.Owner)).Select(group => group.First())];

    private static EntryModel? Build(NetworkSpec spec, int ordinal, TensorTable tensors, List<Fault> findings, List<LayerRow> rows)
    {
        EntrySpec entry = spec.Entries[ordinal];
        var inference = new GraphBuilder(entry, ordinal, spec.Parts, tensors, training: false);
        ImmutableArray<Node>? results = inference.Build();
        findings.AddRange(inference.Findings);
        rows.AddRange(inference.Rows);
        if (results is not { } values)
        {
            return null;
        }

        GraphBuilder? training = null;
        if (entry.Kind == EntryKind.Objective)
        {
            if (values.Length != 1 || values[0].Shape.Rank != 0)
            {
                int site = values.Length == 1 ? entry.Body[entry.Results[0].Node].Site : entry.Site;
                string found = values.Length == 1 ? Ops.Story.Of(values[0]) : $"{Names.Text(values.Length)} values";
                findings.Add(new Fault(Rules.ObjectiveNotScalar.Id, [entry.Name, found], site));
                return null;
            }

            inference.Graph.Objective = PerSample(inference.Graph, values[0]);
            training = BuildTraining(spec, ordinal, tensors);
        }
        else
        {
            AddOutputs(inference.Graph, entry, values);
            foreach (StateSpec state in entry.States)
            {
                if (!AddStateUpdate(inference, entry, state, findings))
                {
                    return null;
                }
            }
        }

        var inputs = Inputs(entry, inference.Graph);
        var outputs = values.Select((value, index) => new EntryResult(entry.Results[index].Name, value.Type.Element, value.Shape));
        return new EntryModel(entry, inputs, [.. outputs], Simplified(inference.Graph), training is null ? null : Simplified(Differentiated(training.Graph, entry)))
        {
            Calls = inference.Calls,
            TrainingCalls = training?.Calls ?? [],
            InputGradients = entry.Explains ? BuildExplanation(spec, ordinal, tensors, inputs) : null,
            Types = [.. Enumerable.Range(0, entry.Body.Count).Select(index => inference.ValueOf(index)?.Type)],
        };
    }

    private static EntryModel BuildExplanation(NetworkSpec spec, int ordinal, TensorTable tensors, ImmutableArray<EntryInput> inputs)
    {
        var builder = new GraphBuilder(spec.Entries[ordinal], ordinal, spec.Parts, tensors, training: false);
        ImmutableArray<Node> results =
            [.. builder.Build()!.Value.Select(value => value.Type.Element == ElementKind.Float ? PerSample(builder.Graph, value) : value)];
        EntryModel gradients = BuildInputGradients.Run(spec.Entries[ordinal], inputs, builder.Graph, results);
        return gradients with { Inference = Simplified(gradients.Inference) };
    }

    private static Graph Simplified(Graph graph)
    {
        Verifier.Check(graph, "building and differentiating");
        Graph simplified = Simplify.Run(graph);
        Verifier.Check(simplified, nameof(Simplify));
        return simplified;
    }

    private static GraphBuilder BuildTraining(NetworkSpec spec, int ordinal, TensorTable tensors)
    {
        EntrySpec entry = spec.Entries[ordinal];
        var builder = new GraphBuilder(entry, ordinal, spec.Parts, tensors, training: true);
        Node loss = builder.Build()!.Value[0];
        loss = PerSample(builder.Graph, loss);
        builder.Graph.Objective = loss;
        return builder;
    }

    private static Graph Differentiated(Graph forward, EntrySpec entry)
    {
        Graph graph = PoolFirst.Run(forward);
        Differentiate.Run(graph, graph.Objective!, entry.Trains);
        return graph;
    }

    private static void AddOutputs(Graph graph, EntrySpec entry, ImmutableArray<Node> values)
    {
        for (int index = 0; index < values.Length; index++)
        {
            string name = entry.Results[index].Name;
            Node value = values[index];
            var label = new Label(name.Length > 0 ? Names.Pascal(name) : "Result", value.Label.Layer, "", false, "output", value.Label.Site);
            _ = value.Type.Element == ElementKind.Int
                ? graph.Add(new TokenOutputOp(index, name), label, value)
                : graph.Add(new OutputOp(index, name), label, PerSample(graph, value));
        }
    }

    /// <summary>Adds the replacement of a state by its last value. False if that has another shape, which is reported.</summary>
    private static bool AddStateUpdate(GraphBuilder builder, EntrySpec entry, StateSpec state, List<Fault> findings)
    {
        ParameterSpec parameter = entry.Parameters[state.Parameter];
        if (builder.ValueOf(state.Node) is not { } value || parameter.Shape is not { } extents)
        {
            return false;
        }

        if (value.Op is InputOp unchanged && unchanged.Index == state.Parameter)
        {
            return true;
        }

        var shape = new Shape(extents);
        if (value.Shape != shape)
        {
            findings.Add(new Fault(Rules.StateShape.Id, [parameter.Name, shape.ToString(), Ops.Story.Of(value)], parameter.Site)
            {
                Facts = [Facts.Of(Facts.Shape, string.Join(", ", value.Shape.Extents.Select(extent => Names.Text(extent))))],
            });
            return false;
        }

        if (StoresRows(builder.Graph, state.Parameter, value))
        {
            return true;
        }

        value = PerSample(builder.Graph, value);
        if (Fuse.Storage(value).Op is InputOp)
        {
            value = builder.Graph.Add(new CopyOp(), value.Label with { Name = value.Label.Name + "Copy" }, value);
        }

        string name = Names.Pascal(parameter.Name);
        builder.Graph.Add(new StateUpdateOp(state.Parameter, parameter.Name), new Label(name, name, "", false, "state", parameter.Site), value);
        return true;
    }

    /// <summary>A cache that got some rows and is otherwise as it came is written to in place. False for any other value.</summary>
    private static bool StoresRows(Graph graph, int parameter, Node value)
    {
        var rows = new Stack<Node>();
        for (; value.Op is Ops.CacheRowOp; value = value.Inputs[1])
        {
            rows.Push(value);
        }

        if (rows.Count == 0 || value.Op is not InputOp input || input.Index != parameter)
        {
            return false;
        }

        foreach (Node row in rows)
        {
            Label label = row.Label with { Name = row.Label.Name + "Stored", Role = row.Label.Role + "Stored" };
            graph.Add(new Ops.CacheStoreOp(parameter, ((Ops.CacheRowOp)row.Op).Layer), label, row.Inputs[0], value, row.Inputs[2]);
        }

        return true;
    }

    /// <summary>A value that does not depend on the sample is the same for each.</summary>
    private static Node PerSample(Graph graph, Node value) =>
        value.Batched ? value : graph.Add(new Ops.ExpandOp(value.Type with { Batched = true }), value.Label, value);

    private static ImmutableArray<EntryInput> Inputs(EntrySpec entry, Graph graph)
    {
        var inputs = ImmutableArray.CreateBuilder<EntryInput>();
        for (int index = 0; index < entry.Parameters.Count; index++)
        {
            ParameterSpec parameter = entry.Parameters[index];
            InputOp? op = graph.Nodes.Select(node => node.Op).OfType<InputOp>().FirstOrDefault(input => input.Index == index);
            Shape shape = op?.Shape ?? (parameter.Shape is { } given ? new Shape(given) : Shape.Scalar);
            inputs.Add(new EntryInput(parameter.Name, parameter.Kind, shape, parameter.IsState));
        }

        return inputs.ToImmutable();
    }
}
