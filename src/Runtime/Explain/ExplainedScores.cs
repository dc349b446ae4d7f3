using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>The scores that are to be explained: a forward entry point, samples, and for each of them one value of an output.</summary>
internal sealed class ExplainedScores
{
    private const int MostRows = 64;
    private readonly ForwardEntry forward;
    private readonly Array[] columns;
    private readonly int input;
    private readonly int output;
    private readonly float[] outputs;
    private readonly float[] dInputs;
    private int[] chosen = [];

    private ExplainedScores(ForwardEntry forward, int input, int output, Array[] columns, int count)
    {
        this.forward = forward;
        this.columns = columns;
        this.input = input;
        this.output = output;
        Count = count;
        Rows = new PathBatch(columns, [.. forward.Inputs.Select(column => column.Kind == ColumnKind.Scalar ? 0 : column.Size)], input, MostRows);
        outputs = new float[MostRows * forward.Outputs.Sum(column => column.Size)];
        dInputs = new float[MostRows * forward.Inputs.Sum(FloatSize)];
    }

    public int Count { get; }

    public EntryColumn Input => forward.Inputs[input];

    /// <summary>The rows at hand: at most <see cref="MostRows"/>.</summary>
    public PathBatch Rows { get; }

    public bool RowsAreFull => Rows.Count == MostRows;

    /// <summary>Which value of the output is explained, for each sample.</summary>
    public ImmutableArray<int> Chosen => [.. chosen];

    /// <summary>All values of the explained input.</summary>
    public float[] Samples => (float[])columns[input];

    /// <summary>Finds the entry point and its columns in the data.</summary>
    /// <exception cref="ArgumentException">Something that is named does not exist, or nothing is named and there are several.</exception>
    public static ExplainedScores Of(
        INetwork network, Dataset data, string? forwardName, string? outputName, string? inputName, IReadOnlyDictionary<string, double>? scalars)
    {
        (ForwardEntry forward, int input, int output) = Find(network, forwardName, outputName, inputName);
        Dictionary<string, EntryColumn> present = data.Columns.ToDictionary(column => column.Name);
        string[] problems =
        [
            .. forward.Inputs.Where(column => column.Kind == ColumnKind.Scalar && scalars?.ContainsKey(column.Name) != true)
                .Select(column => $"'{column.Name}' is a number given at run time: say it in 'scalars'"),
            .. forward.Inputs.Where(column => column.Kind != ColumnKind.Scalar && !present.ContainsKey(column.Name))
                .Select(column => $"'{column}' is missing"),
            .. forward.Inputs.Where(column => present.TryGetValue(column.Name, out EntryColumn? found) && (found.Kind != column.Kind || found.Size != column.Size))
                .Select(column => $"for '{column}' the column is '{present[column.Name]}'"),
        ];
        return problems.Length > 0
            ? throw new ArgumentException($"The data do not fit {forward.Name}: {string.Join("; ", problems)}. They are {data}.", nameof(data))
            : new ExplainedScores(forward, input, output, [.. forward.Inputs.Select(column => Values(data, column, scalars))], data.Count);
    }

    /// <summary>An entry point that takes one tensor, and samples of that.</summary>
    /// <exception cref="ArgumentException">As above; or it takes more, or the samples are no whole ones.</exception>
    public static ExplainedScores Of(INetwork network, ReadOnlySpan<float> samples, string? forwardName, string? outputName)
    {
        (ForwardEntry forward, int input, int output) = Find(network, forwardName, outputName, inputName: null);
        return forward.Inputs.Length == 1
            ? new ExplainedScores(
                forward, input, output, [samples.ToArray()], Kernels.Arguments.Samples(samples.Length, forward.Inputs[0].Size, nameof(samples)))
            : throw new ArgumentException(
                $"{forward.Name} takes {string.Join(", ", forward.Inputs.Select(column => $"'{column}'"))}: give a Dataset with these columns.");
    }

    /// <summary>Decides what to explain, and returns its value for each sample.</summary>
    /// <param name="score">Which value of the output; <c>null</c> for each sample's greatest.</param>
    /// <exception cref="ArgumentOutOfRangeException">The output has no such value.</exception>
    public float[] Choose(int? score)
    {
        int size = forward.Outputs[output].Size;
        if (score is { } given && (uint)given >= (uint)size)
        {
            throw new ArgumentOutOfRangeException(nameof(score), given, $"'{forward.Outputs[output]}' has {size} values.");
        }

        chosen = new int[Count];
        Array.Fill(chosen, score ?? -1);
        return Evaluate(Rows.Add);
    }

    /// <summary>The chosen score of each sample, which <paramref name="add"/> adds to the rows as it wants.</summary>
    public float[] Evaluate(Action<int> add)
    {
        float[] values = new float[Count];
        int size = forward.Outputs[output].Size;
        for (int first = 0; first < Count; first += Rows.Count)
        {
            Rows.Clear();
            for (int sample = first; sample < Count && !RowsAreFull; sample++)
            {
                add(sample);
            }

            Span<float> results = outputs.AsSpan(0, Rows.Count * forward.Outputs.Sum(column => column.Size));
            forward.Run(Rows, results);
            for (int row = 0; row < Rows.Count; row++)
            {
                ReadOnlySpan<float> scores = results.Slice(OutputStart + row * size, size);
                ref int score = ref chosen[first + row];
                score = score < 0 ? Classification.IndexOfGreatest(scores) : score;
                values[first + row] = scores[score];
            }
        }

        return values;
    }

    /// <summary>For each row, the gradient of its sample's score by the explained input.</summary>
    /// <param name="sampleOf">The samples of the rows.</param>
    public ReadOnlySpan<float> Gradients(Func<int, int> sampleOf)
    {
        Span<float> dOutputs = outputs.AsSpan(0, Rows.Count * forward.Outputs.Sum(column => column.Size));
        dOutputs.Clear();
        for (int row = 0; row < Rows.Count; row++)
        {
            dOutputs[OutputStart + row * forward.Outputs[output].Size + chosen[sampleOf(row)]] = 1;
        }

        forward.InputGradients(Rows, dOutputs, dInputs.AsSpan(0, Rows.Count * forward.Inputs.Sum(FloatSize)));
        int before = forward.Inputs.Take(input).Sum(FloatSize);
        return dInputs.AsSpan(Rows.Count * before, Rows.Count * Input.Size);
    }

    private int OutputStart => Rows.Count * forward.Outputs.Take(output).Sum(column => column.Size);

    private static int FloatSize(EntryColumn column) => column.Kind == ColumnKind.Tensor ? column.Size : 0;

    private static Array Values(Dataset data, EntryColumn column, IReadOnlyDictionary<string, double>? scalars) => column.Kind switch
    {
        ColumnKind.Tensor => data.CopyFloats(column.Name),
        ColumnKind.Tokens => data.CopyTokens(column.Name),
        _ => new[] { (float)scalars![column.Name] },
    };

    private static (ForwardEntry Forward, int Input, int Output) Find(INetwork network, string? forwardName, string? outputName, string? inputName)
    {
        string net = network.Core.Layout.NetworkName;
        ForwardEntry forward = Choice.OnlyOrNamed(network.AllForwards, entry => entry.Name, forwardName, $"What is explained is one [Forward] of {net}");
        int output = forward.Outputs.IndexOf(Choice.OnlyOrNamed(
            [.. forward.Outputs.Where(column => column.Kind == ColumnKind.Tensor)], column => column.Name, outputName,
            $"What is explained is one Tensor that {forward.Name} returns"));
        if (forward.Inputs.FirstOrDefault(column => column.Name == inputName) is { Kind: not ColumnKind.Tensor } ints)
        {
            throw new ArgumentException($"'{ints}' of {forward.Name} has no gradient: only floats have. Explain a [Forward] that takes the embedded values.");
        }

        int input = forward.Inputs.IndexOf(Choice.OnlyOrNamed(
            [.. forward.Inputs.Where(column => column.Kind == ColumnKind.Tensor)], column => column.Name, inputName,
            $"What is explained is a score by one Tensor that {forward.Name} takes"));
        return (forward, input, output);
    }
}
