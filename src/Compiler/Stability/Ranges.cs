namespace CompiledNets.Compiler.Stability;

/// <summary>Where each call's values lie, as far as the ops alone tell.</summary>
internal sealed class Ranges
{
    private readonly Dictionary<WiredCall, Interval> ranges = [];
    private readonly HashSet<WiredCall> learned = [];

    public Ranges(Wiring wiring)
    {
        foreach (WiredCall call in wiring.Calls)
        {
            ranges[call] = Of(call);
            if (Families.Learned.Contains(call.Op) || call.Inputs.Any(learned.Contains))
            {
                learned.Add(call);
            }
        }
    }

    public Interval this[WiredCall call] => ranges[call];

    /// <summary>Whether training moves it: what is computed from inputs alone is as its user's data are.</summary>
    public bool IsLearned(WiredCall call) => learned.Contains(call);

    private Interval Of(WiredCall call)
    {
        if (call.Constant is { } constant)
        {
            return new Interval(constant, constant);
        }

        return call.Op switch
        {
            "Add" => In(call, 0) + In(call, 1),
            "Subtract" => In(call, 0) + -In(call, 1),
            "Negate" => -In(call, 0),
            "Multiply" => call.Inputs[0] == call.Inputs[1] ? In(call, 0).Square : In(call, 0) * In(call, 1),
            "Divide" => In(call, 0) * In(call, 1).Inverse,
            "Square" => In(call, 0).Square,
            "Pow" => call.Number("exponent") is 2 or 4 ? In(call, 0).Square : In(call, 0).Low >= 0 ? Interval.NotNegative : Interval.Any,
            "Abs" => In(call, 0) is { Low: > 0 } above ? above : Interval.NotNegative,
            "Sqrt" => new Interval(Math.Sqrt(Math.Max(In(call, 0).Low, 0)), double.PositiveInfinity),
            "Exp" => Interval.Positive,
            "ReLU" => In(call, 0).AtLeast(0),
            "Softplus" or "L1Penalty" or "L2Penalty" => Interval.NotNegative,
            "Sigmoid" or "Softmax" or "SegmentSoftmax" or "OneHot" or "Greater" or "Less" => Interval.Share,
            "Tanh" or "Softsign" or "CosineSimilarity" or "Sinusoidal" => new Interval(-1, 1),
            "LogSoftmax" => new Interval(double.NegativeInfinity, 0),
            "Maximum" => In(call, 0).Maximum(In(call, 1)),
            "Minimum" => In(call, 0).Minimum(In(call, 1)),
            "Clamp" => In(call, 0).AtLeast(call.Number("low") ?? double.NegativeInfinity).AtMost(call.Number("high") ?? double.PositiveInfinity),
            "Sum" => Times(In(call, 0), call.Inputs[0].Shape.Size / Math.Max(1, call.Shape.Size)),
            "Dropout" => In(call, 0) * new Interval(0, double.PositiveInfinity),
            "Mean" or "Max" or "Take" or "StopGradient" or "AveragePool2D" or "MaxPool2D" or "MaxPool1D" or "GlobalAveragePool" or "GlobalMaxPool" => In(call, 0),
            "Concat" or "Stack" => call.Inputs.Select(input => ranges[input]).Aggregate((all, next) => all.Union(next)),
            "Where" => In(call, 1).Union(In(call, 2)),
            _ when Families.Movements.Contains(call.Op) => In(call, 0),
            _ => Interval.Any,
        };
    }

    private Interval In(WiredCall call, int input) => input < call.Inputs.Length ? ranges[call.Inputs[input]] : Interval.Any;

    private static Interval Times(Interval range, int count) => range * new Interval(count, count);
}
