using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace CompiledNets.Benchmarks;

/// <summary>Where a virtual machine's cores are right now, as machine_peak.c finds out: two of them may share a real core, or sit on
/// different chips. Then two threads take up to twice as long although nobody else seems busy.</summary>
/// <param name="Cores">How many cores' worth of arithmetic the machine gives.</param>
/// <param name="HandoffNanoseconds">How long one core takes to notice what another wrote.</param>
internal readonly record struct Placement(double Cores, double HandoffNanoseconds)
{
    // The same bounds as the peers' timing.py.
    private const double CoresNeeded = 0.85, HandoffAllowedNanoseconds = 200;

    /// <summary>Whether a timing made now can be trusted.</summary>
    public bool IsGood => Cores >= CoresNeeded * Environment.ProcessorCount && HandoffNanoseconds <= HandoffAllowedNanoseconds;

    /// <summary>Asks the program that MACHINE_PEAK names; without one, all is taken to be well.</summary>
    public static Placement Now()
    {
        if (Environment.GetEnvironmentVariable("MACHINE_PEAK") is not { Length: > 0 } program)
        {
            return new Placement(Environment.ProcessorCount, 0);
        }

        using Process process = Process.Start(new ProcessStartInfo(program, "--placement") { RedirectStandardOutput = true })!;
        using JsonDocument answer = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
        process.WaitForExit();
        return new Placement(
            answer.RootElement.GetProperty("cores").GetDouble(), answer.RootElement.GetProperty("handoff_ns").GetDouble());
    }

    /// <summary>The worse of two moments, in each respect.</summary>
    public Placement Worse(Placement other) =>
        new(Math.Min(Cores, other.Cores), Math.Max(HandoffNanoseconds, other.HandoffNanoseconds));

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Cores:F2} cores, {HandoffNanoseconds:F0} ns from one to another");
}
