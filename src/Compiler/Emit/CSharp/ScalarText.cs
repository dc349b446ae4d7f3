using System.Text.RegularExpressions;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>Elementwise maths on single floats: what ops write over vectors, with the run time's <c>ScalarMath</c>, which has the cheap ones
/// of <c>VectorMath</c>'s functions and gives the same bits.</summary>
internal static class ScalarText
{
    private static readonly Regex Functions = new(@"\b(VectorMath|Lanes)\.(\w+)", RegexOptions.CultureInvariant);
    private static readonly Regex DoubleParentheses = new(@"(\w)\(\(([^()]*)\)\)", RegexOptions.CultureInvariant);
    private static readonly HashSet<string> Known = ["Abs", "Max", "Min", "Relu", "Sqrt", "StepPositive"];

    /// <summary>Whether an op can be written over single floats.</summary>
    public static bool Has(Node node) =>
        node.Op is ElementwiseOp op && node.Type.Element == ElementKind.Float
        && node.Inputs.All(input => input.Type.Element == ElementKind.Float)
        && Functions.Matches(op.Vector([.. node.Inputs.Select(_ => "")])).Cast<Match>()
            .All(call => call.Groups[1].Value == "VectorMath" && Known.Contains(call.Groups[2].Value));

    /// <summary>The expression over operands, in parentheses where another order of the operations would be read without.</summary>
    public static string Of(ElementwiseOp op, IEnumerable<string> operands)
    {
        bool isSum = op is AddOp or SubtractOp;
        string[] closed = [.. operands.Select((text, index) => op is StoreOp || !NeedsParentheses(text, isSum, index == 0) ? text : $"({text})")];
        string value = op.Vector(closed).Replace("VectorMath.", KernelText.Namespace + ".ScalarMath.");
        return DoubleParentheses.Replace(value, "$1($2)");
    }

    /// <summary>How often the expression names what it reads from <paramref name="operand"/>.</summary>
    public static int Uses(Node node, Node operand)
    {
        const char Mark = '#';
        string[] operands = [.. node.Inputs.Select(input => input == operand ? Mark.ToString() : "")];
        return ((ElementwiseOp)node.Op).Vector(operands).Count(character => character == Mark);
    }

    private static bool NeedsParentheses(string text, bool inSum, bool isFirst)
    {
        bool isSum = text.Contains(" + ") || text.Contains(" - ") || text[0] == '-';
        return inSum ? isSum && !isFirst : isSum || (text.Contains(' ') && !isFirst);
    }
}
