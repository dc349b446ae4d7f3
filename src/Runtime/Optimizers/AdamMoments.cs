using System.Numerics;
using System.Runtime.CompilerServices;

namespace CompiledNets;

/// <summary>What <see cref="Adam"/> and <see cref="AdamW"/> share: two moments and their bias corrections.</summary>
internal sealed class AdamMoments(double beta1, double beta2, double epsilon)
{
    /// <summary>PyTorch's names of the moments.</summary>
    public static string[] Names => ["exp_avg", "exp_avg_sq"];

    public double Beta1 { get; } = Hyperparameter.BelowOne(beta1, nameof(beta1));

    public double Beta2 { get; } = Hyperparameter.BelowOne(beta2, nameof(beta2));

    public double Epsilon { get; } = Hyperparameter.NotNegative(epsilon, nameof(epsilon));

    /// <summary>The rule of a step.</summary>
    /// <param name="numbers">The step's.</param>
    /// <param name="penalty">See <see cref="AdamRule.Penalty"/>.</param>
    /// <param name="keep">See <see cref="AdamRule.Keep"/>.</param>
    public AdamRule RuleAt(in StepNumbers numbers, double penalty = 0, double keep = 1)
    {
        (double power1, double power2) = BetaPowers.Of(Beta1, Beta2, numbers.Step);
        return new AdamRule
        {
            Beta1 = (float)Beta1,
            Beta2 = (float)Beta2,
            OneMinusBeta1 = (float)(1 - Beta1),
            OneMinusBeta2 = (float)(1 - Beta2),
            StepSize = (float)(numbers.Rate / (1 - power1)),
            RootCorrection = (float)(1 / Math.Sqrt(1 - power2)),
            Epsilon = (float)Epsilon,
            Penalty = (float)penalty,
            Keep = (float)keep,
        };
    }
}

/// <summary>Both optimisers' arithmetic: a penalty of 0 and a keep of 1 change no bit.</summary>
internal record struct AdamRule : IUpdateRule
{
    public float Beta1, Beta2, OneMinusBeta1, OneMinusBeta2, StepSize, RootCorrection, Epsilon;

    /// <summary>The L2 penalty's factor (Adam).</summary>
    public float Penalty;

    /// <summary>What decoupled decay leaves of a parameter (AdamW).</summary>
    public float Keep;

    public readonly UpdateRuleKind Kind => UpdateRuleKind.Adam;

    public readonly int MomentCount => 2;

    public readonly void Write(Span<float> numbers)
    {
        numbers[0] = Beta1;
        numbers[1] = OneMinusBeta1;
        numbers[2] = Beta2;
        numbers[3] = OneMinusBeta2;
        numbers[4] = StepSize;
        numbers[5] = RootCorrection;
        numbers[6] = Epsilon;
        numbers[7] = Penalty;
        numbers[8] = Keep;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector<float> Update(
        Vector<float> parameter, Vector<float> gradient,
        ref Vector<float> mean, ref Vector<float> square, ref Vector<float> unused)
    {
        gradient += Penalty * parameter;
        mean = Beta1 * mean + OneMinusBeta1 * gradient;
        square = Beta2 * square + OneMinusBeta2 * gradient * gradient;
        Vector<float> divisor = Vector.SquareRoot(square) * RootCorrection + new Vector<float>(Epsilon);
        return Keep * parameter - StepSize * mean / divisor;
    }
}
