using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>A dataset in batches, whose columns were matched with what a training asks for.</summary>
internal sealed class BoundDataset
{
    private readonly Dataset data;
    private readonly string[] wanted;

    private BoundDataset(Dataset data, string[] wanted, int batchSize, RunTimeScalars scalars)
    {
        this.wanted = wanted;
        this.data = data = data.Select(wanted);
        Scalars = scalars;
        Count = data.Count;
        IsAugmented = data.IsAugmented;
        Batches = data.Batches(batchSize);
    }

    /// <summary>What each batch has.</summary>
    public ImmutableArray<EntryColumn> Columns => data.Columns;

    /// <summary>The run-time scalars there are.</summary>
    public RunTimeScalars Scalars { get; }

    /// <summary>Samples.</summary>
    public int Count { get; }

    /// <summary>Whether batches take work to make.</summary>
    public bool IsAugmented { get; }

    /// <summary>The samples, with no columns but those asked for.</summary>
    public BatchSequence Batches { get; }

    /// <summary>Finds by name what entry points take, and further columns; extra columns of the dataset are ignored.</summary>
    /// <param name="data">The dataset.</param>
    /// <param name="role">What messages call it.</param>
    /// <param name="batchSize">Samples per batch.</param>
    /// <param name="entries">The entry points that will run on the batches.</param>
    /// <param name="others">Names of further columns to have.</param>
    /// <param name="scalars">The run-time scalars there are.</param>
    /// <exception cref="ArgumentException">The dataset is empty, or columns are missing or of another kind or size: one
    /// message that lists them all and what there is.</exception>
    public static BoundDataset Bind(
        Dataset data, string role, int batchSize, IEnumerable<EntryPoint> entries, IEnumerable<string> others, RunTimeScalars scalars)
    {
        if (data.Count == 0)
        {
            throw new ArgumentException($"The {role} data have no samples.");
        }

        Dictionary<string, EntryColumn> present = data.Columns.ToDictionary(column => column.Name);
        var wanted = new List<string>(others);
        var problems = new List<string>();
        foreach (EntryPoint entry in entries)
        {
            foreach (EntryColumn input in entry.Inputs)
            {
                if (input.Kind == ColumnKind.Scalar)
                {
                    if (scalars.IndexOf(input.Name) < 0)
                    {
                        problems.Add($"{entry.Name} takes '{input.Name}', a number given at run time: say it in Trainer.Scalars");
                    }

                    continue;
                }

                wanted.Add(input.Name);
                if (!present.TryGetValue(input.Name, out EntryColumn? column))
                {
                    problems.Add($"{entry.Name} takes '{input}', which is missing");
                }
                else if (column.Kind != input.Kind || column.Size != input.Size)
                {
                    problems.Add($"{entry.Name} takes '{input}', but the column is '{column}'");
                }
            }
        }

        problems.AddRange(others.Where(name => !present.ContainsKey(name)).Select(name => $"a metric compares with '{name}', which is missing"));
        return problems.Count == 0
            ? new BoundDataset(data, [.. wanted.Distinct()], batchSize, scalars)
            : throw new ArgumentException(
                $"The {role} data do not fit: {string.Join("; ", problems.Distinct())}. They are {data}. Dataset.Rename renames a column.");
    }

    /// <summary>Another dataset with no columns but those asked for.</summary>
    /// <exception cref="ArgumentException">It lacks one.</exception>
    public Dataset Wanted(Dataset other) => other.Select(wanted);

    /// <summary>The samples as they come, in batches of another size.</summary>
    public BatchSequence InBatchesOf(int size) => data.Batches(size);

    /// <summary>The inputs of an entry point, in each batch.</summary>
    public BoundColumns InputsOf(EntryPoint entry) => new(Batches.Batch, ColumnsOf(entry), Scalars);

    /// <summary>For each input of an entry point, the number of its column in the batch; the complement of a scalar's number for a run-time
    /// scalar.</summary>
    public int[] ColumnsOf(EntryPoint entry) =>
        [.. entry.Inputs.Select(input => input.Kind == ColumnKind.Scalar ? ~Scalars.IndexOf(input.Name) : IndexOf(input.Name))];

    /// <summary>The number of a column in each batch.</summary>
    public int IndexOf(string name)
    {
        int index = 0;
        while (Columns[index].Name != name)
        {
            index++;
        }

        return index;
    }

    /// <summary>What a column holds.</summary>
    public EntryColumn Column(int index) => Columns[index];
}
