using CompiledNets;

namespace Samples.Data;

/// <summary>Sonar echoes: column <c>echo</c>, 60 frequencies, <c>metal</c>, 1 for a mine and 0 for a rock, and the same as <c>kind</c>.</summary>
public static class Echoes
{
    /// <summary>Reads UCI's sonar.csv, or makes echoes up.</summary>
    public static Dataset Load(string? path)
    {
        (float[] echoes, int[] kinds) = path is null ? MakeUp(200) : Read(path);
        return Dataset.Create().With("echo", echoes, 60).With("metal", [.. kinds.Select(kind => (float)kind)], 1).With("kind", kinds);
    }

    private static (float[] Echoes, int[] Kinds) Read(string path)
    {
        Table table = Table.ReadCsv(path, TableFormat.Csv with { HasHeader = false });
        return (table.Floats(..60), [.. table.Text(table.Names[60]).Select(kind => kind == "M" ? 1 : 0)]);
    }

    private static (float[] Echoes, int[] Kinds) MakeUp(int count)
    {
        var random = new Random(1);
        int[] kinds = [.. Enumerable.Range(0, count).Select(_ => random.Next(2))];
        return ([.. kinds.SelectMany(kind => Enumerable.Range(0, 60).Select(i =>
            random.NextSingle() + 0.3f * MathF.Sin(i * (kind + 2) / 9f)))], kinds);
    }
}
