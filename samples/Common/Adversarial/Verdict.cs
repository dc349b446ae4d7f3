namespace Samples.Adversarial;

/// <summary>What a <see cref="DigitJudge"/> sees in images of which it is known what they should show.</summary>
/// <param name="Images">How many it looked at.</param>
/// <param name="Confident">How many of them show each digit, 0 to 9, to the confident judge.</param>
/// <param name="Right">How many of those show what they should.</param>
/// <param name="Deviation">How much images that should show the same digit differ: the root of the mean variance of a pixel among them. A
/// generator that knows one picture of each digit has 0 here.</param>
public sealed record Verdict(int Images, IReadOnlyList<int> Confident, int Right, double Deviation)
{
    /// <summary>The share of images that the judge is confident of.</summary>
    public double ShareOfConfident => Confident.Sum() / (double)Images;

    /// <summary>The share of images of which it is confident that they show what they should.</summary>
    public double ShareOfRight => Right / (double)Images;

    /// <summary>Different digits that it is confident to see.</summary>
    public int Digits => Confident.Count(images => images > 0);
}
