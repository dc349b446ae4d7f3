using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;

namespace CompiledNets.Compiler.Stability;

/// <summary>CN2012: a division by what can be 0, the logarithm of it, or a square root, whose slope there is infinite. What comes from inputs
/// alone is reported only where an op makes it 0 at least: users know the signs of their data.</summary>
internal sealed class Unguarded : StabilityRule
{
    public override IEnumerable<Fault> Check(Wiring wiring)
    {
        if (!wiring.Of(["Divide", "Log", "Sqrt", "Pow"]).Any())
        {
            yield break;
        }

        var ranges = new Ranges(wiring);
        var reported = new HashSet<WiredCall>();
        foreach (WiredCall call in wiring.Calls.Where(call => !call.IsInner))
        {
            (int operand, bool isRoot, string what) = Risk(call);
            // The length of a vector is guarded under its root, and whoever divides by it then is too.
            if (what.Length > 0 && !reported.Contains(call.Inputs[operand].Behind(Families.Movements))
                && IsAtRisk(call, call.Inputs[operand], isRoot, ranges) && !IsLogOfSoftmax(call))
            {
                reported.Add(call);
                bool isPositive = ranges[call.Inputs[operand]].Low == 0;
                yield return At(
                    call, Rules.Unguarded, call.Inputs[operand].Title, isPositive ? "be 0" : "be 0 or below", what,
                    isPositive ? "Add '+ 1e-6f' to it, or write Maximum(…, 1e-6f)" : "Make it positive first: Maximum(…, 1e-6f), or Softplus and '+ 1e-6f'") with
                {
                    Facts = isPositive ? [Facts.Of(Facts.Operand, operand), Facts.Of(Facts.Value, "+ 1e-6f")] : [Facts.Of(Facts.Operand, operand)],
                };
            }
        }
    }

    private static bool IsAtRisk(WiredCall call, WiredCall value, bool isRoot, Ranges ranges)
    {
        Interval range = ranges[value];
        bool reachesZero = call.Op == "Divide" ? range.ContainsZero : range.Low <= 0;
        // A root's value is harmless at 0, and only its gradient is not.
        return reachesZero && (ranges.IsLearned(value) || (range.Low == 0 && !isRoot));
    }

    /// <summary>Which operand must not be 0, and what happens if it is; an empty text for other ops.</summary>
    private static (int Operand, bool IsRoot, string What) Risk(WiredCall call) => call.Op switch
    {
        "Divide" => (1, false, "a division by 0 is infinite, and its gradient NaN"),
        "Log" => (0, false, "the Log of 0 is -∞, and its gradient infinite"),
        "Sqrt" => (0, true, "the slope of Sqrt at 0 is infinite, and NaN behind a Square"),
        "Pow" => call.Number("exponent") switch
        {
            < 0 => (0, false, "a negative power of 0 is infinite, and its gradient NaN"),
            > 0 and < 1 => (0, true, "the slope of such a power at 0 is infinite, and NaN behind a Square"),
            _ => (0, false, ""),
        },
        _ => (0, false, ""),
    };

    // CN2004 says more.
    private static bool IsLogOfSoftmax(WiredCall call) => call.Op == "Log" && call.Inputs[0].Behind(Families.Movements).Op == "Softmax";
}
