namespace CompiledNets;

/// <summary>How classifiers' outputs answer and how labels are told: what the metrics of classification share.</summary>
internal static class Classification
{
    /// <summary>The scores that make one answer: those along the last axis, or a single one.</summary>
    public static int ScoresPerAnswer(EntryColumn output) => output.Shape is [.., int last] ? last : 1;

    /// <summary>The classes to tell apart: a single score tells two.</summary>
    public static int Classes(EntryColumn output) => Math.Max(2, ScoresPerAnswer(output));

    /// <summary>Outputs are scores, not answers. Labels are ints, one per answer; or floats, one per score.</summary>
    public static bool CanCompare(EntryColumn output, EntryColumn target)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(target);
        return output.Kind == ColumnKind.Tensor && target.Size == (target.Kind == ColumnKind.Tensor ? output.Size : output.Size / ScoresPerAnswer(output));
    }

    /// <summary>The class of the greatest score; a single score answers 1 where it exceeds the threshold, else 0.</summary>
    public static int Answer(ReadOnlySpan<float> scores, float threshold) =>
        scores.Length > 1 ? IndexOfGreatest(scores) : scores[0] > threshold ? 1 : 0;

    /// <summary>The right class of answer number <paramref name="index"/>.</summary>
    public static int Label(MetricBatch batch, int index, int scoresPerAnswer)
    {
        if (batch.Target.Kind == ColumnKind.Tensor)
        {
            return Answer(batch.Floats.Slice(index * scoresPerAnswer, scoresPerAnswer), threshold: 0.5f);
        }

        int label = batch.Tokens[index];
        return scoresPerAnswer > 1 || label == 0 ? label : 1;
    }

    /// <summary>The right class, which must be one of those that there are.</summary>
    /// <exception cref="ArgumentException">The label is no class.</exception>
    public static int CheckedLabel(MetricBatch batch, int index, int scoresPerAnswer)
    {
        int label = Label(batch, index, scoresPerAnswer), classes = Classes(batch.Output);
        return (uint)label < (uint)classes
            ? label
            : throw new ArgumentException($"'{batch.Target.Name}' holds the label {label}, but '{batch.Output}' tells {classes} classes, from 0 on.");
    }

    /// <summary>The first of the greatest scores.</summary>
    public static int IndexOfGreatest(ReadOnlySpan<float> scores)
    {
        int greatest = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            greatest = scores[i] > scores[greatest] ? i : greatest;
        }

        return greatest;
    }
}
