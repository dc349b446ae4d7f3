using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using CsvHelper;

namespace CompiledNets;

/// <summary>Reads the rows of a table in pieces. The splitting into fields is CsvHelper's.</summary>
internal sealed class TableReader : IDisposable
{
    private readonly CsvReader reader;
    private readonly string source;
    private readonly List<List<string>> fields = [];
    private readonly List<long> lines = [];
    private ImmutableArray<string> names;
    private bool named;

    public TableReader(Stream stream, string source, TableFormat format)
    {
        this.source = source;
        names = [.. format.Names ?? []];
        HasHeader = format.HasHeader;
        reader = CsvReader.Create(stream, CsvReaderOptions.Default with
        {
            Separator = format.Separator,
            Mode = format.Quoted ? CsvMode.Rfc4180 : CsvMode.NoEscape,
            HasHeader = format.HasHeader,
            FieldCountMismatch = CsvFieldCountHandling.Throw,
            MalformedData = CsvMalformedDataHandling.Throw,
            MaxRecordSize = format.LongestRow,
            TrackLineNumbers = true,
            PoolStrings = true,
        }, leaveOpen: true);
    }

    private bool HasHeader { get; }

    /// <summary>Opens a file and reads it piece by piece.</summary>
    public static async IAsyncEnumerable<Table> ReadPieces(
        string path, int rows, TableFormat format, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, useAsync: true);
        using var table = new TableReader(file, path, format);
        while (await table.ReadRowAsync(cancellationToken).ConfigureAwait(false))
        {
            table.Keep();
            if (table.lines.Count == rows)
            {
                yield return table.Take();
            }
        }

        if (table.lines.Count > 0)
        {
            yield return table.Take();
        }
    }

    /// <summary>Reads all rows that are left.</summary>
    public Table ReadTable()
    {
        while (ReadRow())
        {
            Keep();
        }

        if (lines.Count == 0)
        {
            names = names.IsEmpty && HasHeader ? [.. reader.Headers] : names;
            MakeFields();
        }

        return Take();
    }

    public void Dispose() => reader.Dispose();

    private bool ReadRow()
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException wrong)
        {
            throw Error(wrong);
        }
    }

    private async ValueTask<bool> ReadRowAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (CsvFormatException wrong)
        {
            throw Error(wrong);
        }
    }

    private InvalidDataException Error(CsvFormatException wrong) => new($"'{source}' is no table of this format: {wrong.Message}", wrong);

    /// <summary>Adds the row at hand to those kept.</summary>
    private void Keep()
    {
        NameColumns();
        MakeFields();
        for (int column = 0; column < names.Length; column++)
        {
            fields[column].Add(reader.GetString(column));
        }

        lines.Add(reader.LineNumber);
    }

    /// <summary>Makes a table of the rows kept and begins anew.</summary>
    private Table Take()
    {
        var table = new Table(source, names, [.. fields.Select(column => column.ToArray())], [.. lines]);
        fields.ForEach(column => column.Clear());
        lines.Clear();
        return table;
    }

    private void MakeFields()
    {
        while (fields.Count < names.Length)
        {
            fields.Add([]);
        }
    }

    /// <summary>Settles at the first row what the columns are called.</summary>
    private void NameColumns()
    {
        if (named)
        {
            return;
        }

        named = true;
        if (names.IsEmpty)
        {
            names = HasHeader
                ? [.. reader.Headers]
                : [.. Enumerable.Range(0, reader.FieldCount).Select(number => number.ToString(CultureInfo.InvariantCulture))];
        }

        if (names.Length != reader.FieldCount)
        {
            throw new InvalidDataException(
                $"'{source}' has {reader.FieldCount} fields in line {reader.LineNumber}, but {names.Length} columns are named.");
        }

        if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { Key: var twice })
        {
            throw new InvalidDataException($"'{source}' has two columns {NetworkFileException.Quote(twice)}.");
        }
    }
}
