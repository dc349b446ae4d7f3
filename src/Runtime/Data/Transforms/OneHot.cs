namespace CompiledNets;

/// <summary>Ints as vectors of zeros with a one at their place.</summary>
public static class OneHot
{
    /// <summary>The dataset with a column of ints (…) as floats (…, classes), under its name.</summary>
    /// <param name="data">The dataset.</param>
    /// <param name="column">A column of ints from 0 to <paramref name="classes"/> - 1.</param>
    /// <param name="classes">How many there are, at least 1.</param>
    /// <exception cref="ArgumentException">There is no such column of ints, or a value is out of its range.</exception>
    public static Dataset WithOneHot(this Dataset data, string column, int classes)
    {
        ArgumentNullException.ThrowIfNull(data);
        Hyperparameter.AtLeast(1, classes, nameof(classes));
        int[] tokens = data.CopyTokens(column);
        float[] vectors = new float[checked(tokens.Length * classes)];
        for (int i = 0; i < tokens.Length; i++)
        {
            int place = (uint)tokens[i] < (uint)classes
                ? tokens[i]
                : throw new ArgumentException($"'{column}' holds {tokens[i]}, which is none of {classes} classes.", nameof(column));
            vectors[i * classes + place] = 1;
        }

        return data.Replace(column, vectors, [.. data.Shape(column), classes]);
    }
}
