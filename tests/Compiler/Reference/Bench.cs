using System.Collections.Immutable;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>A graph made by hand, op by op, with values for its leaves: where single ops are tried.</summary>
/// <remarks><code>
/// var bench = new Bench(samples: 7, seed: 3);
/// Node x = bench.PerSample(Shape.Of(3, 9, 7));
/// bench.CheckGradients(bench.Call("Conv2D", [x], ("filters", 5), ("kernel", 3)));   // by x, the weight and the bias
/// </code></remarks>
internal sealed class Bench
{
    private static readonly Comparer<StoredTensor> ByIndex = Comparer<StoredTensor>.Create((a, b) => a.Index.CompareTo(b.Index));

    private readonly GraphBuilder builder;
    private readonly Random random;
    private ImmutableArray<Node> results = [];
    private int inputs;
    private int calls;

    public Bench(int samples, int seed = 1, bool training = true)
    {
        var entry = new EntrySpec("Loss", EntryKind.Objective, "", false, [], [], [], [], [], 0);
        builder = new GraphBuilder(entry, 0, [], new TensorTable(), training);
        random = new Random(seed);
        Feed = new Feed(samples) { Random = new SeededValues(seed) };
    }

    public Graph Graph => builder.Graph;

    /// <summary>The values of the leaves.</summary>
    public Feed Feed { get; }

    /// <summary>What the last call returned: several values, where it returns a tuple or an array.</summary>
    public ImmutableArray<Node> Results => results;

    /// <summary>The first tensor whose name in files ends like this: <c>.weight</c>.</summary>
    public StoredTensor Tensor(string file) => Feed.Stored.Keys.First(tensor => tensor.File.EndsWith(file, StringComparison.Ordinal));

    // ---- Leaves -------------------------------------------------------------------------------------------------

    /// <summary>A learned tensor that is the same for all samples, as parameters are.</summary>
    public Node Learned(Shape shape, double from = -1, double to = 1)
    {
        string name = $"leaf{Feed.Stored.Count}";
        StoredTensor tensor = builder.Tensor(new Place(name, name, "Loss"), "Value", "value", shape, false, 1, 1, "Zeros");
        Node leaf = Graph.Add(new StoredOp(tensor), Named(name));
        Feed.Stored[tensor] = Uniform(leaf.Type, from, to);
        return leaf;
    }

    /// <summary>A learned tensor with values of their own for each sample: its gradient is that by an input.</summary>
    public Node PerSample(Shape shape, double from = -1, double to = 1)
    {
        Node table = Learned(Shape.Of([Feed.Samples, .. shape.Extents]), from, to);
        return Graph.Add(new UnstackOp(), table.Label, table);
    }

    /// <summary>An input without a gradient.</summary>
    public Node Input(Shape shape, double from = -1, double to = 1)
    {
        Node input = Graph.Add(new InputOp(inputs, $"input{inputs}", ValueKind.Tensor, shape), Named($"Input{inputs}"));
        Feed.Inputs[inputs++] = Uniform(input.Type, from, to);
        return input;
    }

    /// <summary>Ints below <paramref name="limit"/>.</summary>
    public Node Tokens(Shape shape, int limit)
    {
        Node tokens = Graph.Add(new InputOp(inputs, $"tokens{inputs}", ValueKind.Tokens, shape), Named($"Tokens{inputs}"));
        Feed.Inputs[inputs++] = Feed.Fill(tokens.Type, Feed.Samples, () => random.Next(limit));
        return tokens;
    }

    // ---- Ops ----------------------------------------------------------------------------------------------------

    /// <summary>Calls a layer or op of the language. New parameters get random values; running means near 0, running variances near 1.</summary>
    /// <param name="arguments">Numbers, flags, ints, enum members as strings; <see cref="Index"/> and <see cref="Range"/> for slices.</param>
    public Node Call(string op, Node[] inputs, params (string Name, object Value)[] arguments)
    {
        string name = $"{op}{calls++}";
        EquatableArray<Argument> written = arguments.Select(argument => new Argument(argument.Name, Literals.Of(argument.Value), 0)).ToEquatableArray();
        var spec = new SpecNode(op, [], written, new Place(name, name, "Loss"), "", 0);
        var call = new Call(builder, spec, [.. inputs], Named(name) with { Kind = op }, randomPlace: calls);
        Node? node = Definitions.Find(op)!.Build(call);
        Assert.Equal([], builder.Findings.Select(fault => fault.ToString()));
        foreach (StoredOp stored in Graph.Nodes.Select(known => known.Op).OfType<StoredOp>().Where(stored => !Feed.Stored.ContainsKey(stored.Tensor)))
        {
            bool isVariance = stored.Tensor is { IsState: true, Initializer: "Ones" };
            var type = new TensorType(stored.Tensor.Shape, Batched: false);
            Feed.Stored[stored.Tensor] = isVariance ? Uniform(type, 0.5, 1.5) : Uniform(type, -1, 1);
        }

        results = [node!, .. call.FurtherResults];
        return node!;
    }

    /// <summary>Gives the graph an objective, the sum of <paramref name="value"/> weighted by <paramref name="weights"/>, and its gradients.</summary>
    public void Differentiate(Node value, Func<int, double> weights)
    {
        Node weight = Input(value.Shape);
        Values all = Feed.Inputs[inputs - 1];
        for (int index = 0; index < all.Data.Length; index++)
        {
            all.Data[index] = weights(index);
        }

        Node sum = Graph.Add(new MultiplyOp(), Named("Weighted"), value, weight);
        Graph.Objective = sum.Shape.Rank == 0 ? sum : Graph.Add(new ReduceOp(Reduction.Sum, 0, sum.Shape.Rank), Named("Objective"), sum);
        Passes.Differentiate.Run(Graph, Graph.Objective, []);
    }

    /// <summary>Compares the gradients of a loss that is <paramref name="objective"/> itself with finite differences.</summary>
    public void CheckObjective(Node objective)
    {
        Graph.Objective = objective.Batched ? objective : Graph.Add(new ExpandOp(objective.Type with { Batched = true }), Named("Objective"), objective);
        Passes.Differentiate.Run(Graph, Graph.Objective, []);
        Assert.Equal(Feed.Stored.Keys.Where(tensor => !tensor.IsState).Order(ByIndex), FiniteDifferences.Check(Graph, Feed).Order(ByIndex));
    }

    /// <summary>Compares the gradients of a randomly weighted sum of <paramref name="value"/> by all leaves with finite differences.</summary>
    public void CheckGradients(Node value)
    {
        Differentiate(value, _ => 2 * random.NextDouble() - 1);
        Assert.Equal(Feed.Stored.Keys.Where(tensor => !tensor.IsState).Order(ByIndex), FiniteDifferences.Check(Graph, Feed).Order(ByIndex));
    }

    private Values Uniform(TensorType type, double from, double to) =>
        Feed.Fill(type, Feed.Samples, () => from + (to - from) * random.NextDouble());

    private static Label Named(string name) => new(name, name, "", false, name, 0);
}
