using CompiledNets;

namespace Curves;

/// <summary>What networks are compared by whose objectives differ.</summary>
internal static class Measures
{
    /// <summary>An emitted forward: inputs and outputs of all samples.</summary>
    public delegate void Forward(ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>The mean of -ln p of the right class.</summary>
    /// <param name="isLogits">Whether the forward returns logits, of which the softmax is p.</param>
    public static double CrossEntropy(Forward forward, Dataset data, int classes, bool isLogits)
    {
        float[] outputs = Outputs(forward, data, classes);
        double sum = 0;
        for (int sample = 0; sample < data.Count; sample++)
        {
            ReadOnlySpan<float> row = outputs.AsSpan(sample * classes, classes);
            int label = data.Tokens("label", sample)[0];
            double likelihood = row[label];
            if (isLogits)
            {
                double exponentials = 0;
                foreach (float logit in row)
                {
                    exponentials += Math.Exp(logit - row[label]);
                }

                likelihood = 1 / exponentials;
            }

            sum -= Math.Log(Math.Max(likelihood, 1e-6));
        }

        return sum / data.Count;
    }

    /// <summary>The share of samples whose largest output is not the right class's.</summary>
    public static double ErrorRate(Forward forward, Dataset data, int classes)
    {
        float[] outputs = Outputs(forward, data, classes);
        int wrong = 0;
        for (int sample = 0; sample < data.Count; sample++)
        {
            ReadOnlySpan<float> row = outputs.AsSpan(sample * classes, classes);
            wrong += row.IndexOf(row.ToArray().Max()) == data.Tokens("label", sample)[0] ? 0 : 1;
        }

        return (double)wrong / data.Count;
    }

    private static float[] Outputs(Forward forward, Dataset data, int outputs)
    {
        float[] inputs = [.. Enumerable.Range(0, data.Count).SelectMany(sample => data.Floats("input", sample).ToArray())];
        float[] values = new float[data.Count * outputs];
        forward(inputs, values);
        return values;
    }
}
