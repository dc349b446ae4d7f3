using System.Collections.Immutable;
using System.Globalization;

namespace CompiledNets;

/// <summary>Rows and named columns of text, as CSV and TSV files hold them, and what they mean as numbers.</summary>
/// <example><code>
/// Table iris = Table.ReadCsv("iris.csv", TableFormat.Csv with { HasHeader = false });
/// Categories kinds = Categories.Fit(iris.Text("4"));
/// Dataset data = Dataset.Create().With("x", iris.Floats(0..4), 4).With("kind", kinds.Encode(iris.Text("4")));
/// </code></example>
public sealed class Table
{
    private static readonly string[] Missing = ["", "NA", "N/A", "NaN", "nan", "null", "NULL", "?"];

    private readonly string source;
    private readonly ImmutableArray<string[]> columns;
    private readonly long[] lines;

    internal Table(string source, ImmutableArray<string> names, ImmutableArray<string[]> columns, long[] lines)
    {
        this.source = source;
        this.columns = columns;
        this.lines = lines;
        Names = names;
    }

    /// <summary>What the columns are called, from left to right.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Rows, the header not counted.</summary>
    public int Count => lines.Length;

    /// <summary>Reads a file in UTF-8, or in UTF-16 with a byte order mark.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">How it is written; <c>null</c> for <see cref="TableFormat.Csv"/>.</param>
    /// <exception cref="InvalidDataException">Rows have different lengths, quotation marks are odd, or a name is there
    /// twice: one line that names the file and the line in it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Table ReadCsv(string path, TableFormat? format = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = File.OpenRead(path);
        return Read(file, path, format ?? TableFormat.Csv);
    }

    /// <summary>Reads a file of tab-separated values.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">How it is written; <c>null</c> for <see cref="TableFormat.Tsv"/>.</param>
    /// <inheritdoc cref="ReadCsv"/>
    public static Table ReadTsv(string path, TableFormat? format = null) => ReadCsv(path, format ?? TableFormat.Tsv);

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">What to read, which stays open.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="format">How it is written.</param>
    /// <inheritdoc cref="ReadCsv"/>
    public static Table Read(Stream stream, string name, TableFormat format)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(format);
        using var rows = new TableReader(stream, name, format);
        return rows.ReadTable();
    }

    /// <summary>Reads a file piece by piece, for files that do not fit into memory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">Rows per piece, at least 1; the last piece has what is left.</param>
    /// <param name="format">How it is written; <c>null</c> for <see cref="TableFormat.Csv"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <inheritdoc cref="ReadCsv"/>
    public static IAsyncEnumerable<Table> ReadPieces(
        string path, int rows, TableFormat? format = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Hyperparameter.AtLeast(1, rows, nameof(rows));
        return TableReader.ReadPieces(path, rows, format ?? TableFormat.Csv, cancellationToken);
    }

    /// <summary>A column as it is written.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public IReadOnlyList<string> Text(string column) => columns[IndexOf(column)];

    /// <summary>Columns as numbers: row after row, each with the values of these columns.</summary>
    /// <remarks>Fields that are empty or <c>NA</c>, <c>N/A</c>, <c>NaN</c>, <c>null</c> or <c>?</c> are not a number:
    /// see <see cref="MissingValues"/>.</remarks>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    /// <exception cref="InvalidDataException">A field is no number: the message says where.</exception>
    public float[] Floats(params ReadOnlySpan<string> names)
    {
        float[] values = new float[Count * names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            FillFloats(IndexOf(names[i]), values.AsSpan(), i, names.Length);
        }

        return values;
    }

    /// <summary>Neighbouring columns as numbers: <c>Floats(0..4)</c> are the first four.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many columns.</exception>
    /// <inheritdoc cref="Floats(ReadOnlySpan{string})"/>
    public float[] Floats(Range columns) => Floats(Names.AsSpan()[columns]);

    /// <summary>A column as whole numbers.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    /// <exception cref="InvalidDataException">A field is no whole number of 32 bits: the message says where.</exception>
    public int[] Ints(string column)
    {
        string[] fields = columns[IndexOf(column)];
        int[] values = new int[Count];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = int.TryParse(fields[row], NumberStyles.Integer, CultureInfo.InvariantCulture, out int value)
                ? value
                : throw NoNumber(row, column, fields[row], "whole number");
        }

        return values;
    }

    private void FillFloats(int column, Span<float> values, int offset, int stride)
    {
        string[] fields = columns[column];
        for (int row = 0; row < fields.Length; row++)
        {
            string field = fields[row].Trim();
            bool number = float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out float value);
            values[row * stride + offset] = number
                ? value
                : Missing.Contains(field) ? float.NaN : throw NoNumber(row, Names[column], field, "number");
        }
    }

    private InvalidDataException NoNumber(int row, string column, string field, string kind) =>
        new($"'{source}' has {NetworkFileException.Quote(field)} in column '{column}' of line {lines[row]}, which is no {kind}.");

    private int IndexOf(string name)
    {
        int index = Names.IndexOf(name);
        return index >= 0
            ? index
            : throw new ArgumentException(
                $"There is no column '{name}' in '{source}', which has {string.Join(", ", Names.Select(other => $"'{other}'"))}.", nameof(name));
    }
}
