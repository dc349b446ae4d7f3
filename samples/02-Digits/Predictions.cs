using CompiledNets;
using Samples;

namespace Digits;

/// <summary>What a network says about many digits.</summary>
internal static class Predictions
{
    private const int BatchSize = 256;

    /// <summary>Ten logits for each digit, one after another.</summary>
    public static float[] Of(INetwork net, Dataset data)
    {
        ForwardEntry predict = net.AllForwards[0];
        var logits = new float[data.Count * DigitData.Classes];
        int done = 0;
        foreach (Batch batch in data.Select("input").Batches(BatchSize))
        {
            predict.Run(batch, logits.AsSpan(done, batch.Count * DigitData.Classes));
            done += batch.Count * DigitData.Classes;
        }

        return logits;
    }

    /// <summary>The digit whose logit is the greatest.</summary>
    public static int Answer(ReadOnlySpan<float> logits, int sample)
    {
        ReadOnlySpan<float> scores = logits.Slice(sample * DigitData.Classes, DigitData.Classes);
        int answer = 0;
        for (int digit = 1; digit < scores.Length; digit++)
        {
            answer = scores[digit] > scores[answer] ? digit : answer;
        }

        return answer;
    }
}
