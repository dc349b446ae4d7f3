using System.Text.RegularExpressions;

namespace CompiledNets.Benchmarks.Ptx;

/// <summary>What is to be seen in the PTX of a kernel.</summary>
internal sealed partial record Listing(string Text)
{
    /// <summary>Uses of local memory: what did not stay in registers.</summary>
    public int Local => LocalUse().Count(Text);

    /// <summary>Bytes of shared memory.</summary>
    public int Shared => SharedDeclaration().Matches(Text).Sum(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));

    public int GlobalLoads => GlobalLoad().Count(Text);

    public int GlobalLoadsOfFour => GlobalLoadOfFour().Count(Text);

    public int Barriers => Barrier().Count(Text);

    /// <summary>The basic block that multiplies most.</summary>
    public Listing Loop => Block().Split(Text).Select(block => new Listing(block)).MaxBy(block => block.Multiplications)!;

    /// <summary>The basic block that multiplies most of those that read shared memory by 128 bits; nothing if none does.</summary>
    public Listing SharedLoop =>
        Block().Split(Text).Select(block => new Listing(block)).Where(block => block.SharedLoadsOfFour > 0).MaxBy(block => block.Multiplications) ?? new Listing("");

    /// <summary>Multiplications of floats, each followed by the addition that ptxas takes it together with, and products of matrices in one instruction.</summary>
    public int Multiplications => Multiplication().Count(Text);

    public int SharedLoadsOfFour => SharedLoadOfFour().Count(Text);

    public int MatrixProducts => MatrixProduct().Count(Text);

    [GeneratedRegex(@"\.local\b")]
    private static partial Regex LocalUse();

    [GeneratedRegex(@"\.shared \.align \d+ \.b8 \w+\[(\d+)\]")]
    private static partial Regex SharedDeclaration();

    [GeneratedRegex(@"ld\.global\.[bfsu]32")]
    private static partial Regex GlobalLoad();

    [GeneratedRegex(@"ld\.global\.v4")]
    private static partial Regex GlobalLoadOfFour();

    [GeneratedRegex(@"ld\.shared\.v4")]
    private static partial Regex SharedLoadOfFour();

    [GeneratedRegex(@"\bbar\.sync")]
    private static partial Regex Barrier();

    [GeneratedRegex(@"\b(mul(\.rn)?|fma\.rn)\.f32")]
    private static partial Regex Multiplication();

    [GeneratedRegex(@"\bmma\.sync")]
    private static partial Regex MatrixProduct();

    [GeneratedRegex(@"^\s*L_\d+:|^.*\bbra\b.*$", RegexOptions.Multiline)]
    private static partial Regex Block();
}
