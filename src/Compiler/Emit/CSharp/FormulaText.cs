using System.Text.RegularExpressions;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>The mathematics of a step, for the comment above its method: one line for each value that it stores, with what stays
/// in registers written out.</summary>
internal sealed class FormulaText(Step step, Plan plan, StepNames given, Func<ConstantOp, string?>? parameter = null)
{
    private const int Longest = 130;
    private const int Deepest = 60;
    private static readonly Regex DoubleParentheses = new(@"\((\([^()]*\))\)", RegexOptions.CultureInvariant);
    private readonly HashSet<Node> inside = [.. step.Nodes];
    private readonly Dictionary<Node, string> known = [];
    private int depth;

    public IEnumerable<string> Lines
    {
        get
        {
            foreach (Node node in step.Nodes.Where(IsResult))
            {
                string sign = plan.Locations.TryGetValue(node, out Location location) && location.Region == Region.Gradient ? "+=" : "=";
                string line = $"{Name(node)} {sign} {Tidy(Of(node, expand: true))}";
                yield return line.Length <= Longest ? line : line.Substring(0, Longest) + " …";
            }
        }
    }

    private bool IsResult(Node node)
    {
        if (node.Op.IsEffect || node.Op is PreparedOp)
        {
            return true;
        }

        // A kernel that shares memory with its epilogue's result is only a stage of it.
        return plan.Locations.TryGetValue(node, out Location location)
            && !step.Elementwise.Any(other => other != node && plan.Locations.TryGetValue(other, out Location same) && same == location);
    }

    private string Of(Node node, bool expand)
    {
        if (node.Op is ConstantOp constant)
        {
            return parameter?.Invoke(constant) ?? ((float)constant.Value).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        }

        bool written = Fuse.IsUniform(node) && node.Op is not InputOp || (inside.Contains(node) && !(IsResult(node) && !expand));
        return written && depth < Deepest ? Written(node) : Name(Fuse.Memory(node));
    }

    /// <summary>The formula with what it is made of. Its line ends after so many characters, whatever follows them.</summary>
    private string Written(Node node)
    {
        if (!known.TryGetValue(node, out string? text))
        {
            depth++;
            text = node.Op.Formula([.. node.Inputs.Select(Operand)]);
            text = text.Length > 2 * Longest ? text.Substring(0, 2 * Longest) : text;
            depth--;
            known.Add(node, text);
        }

        return text;
    }

    private string Operand(Node node)
    {
        string text = Of(node, expand: false);
        return text.Contains(" + ") || text.Contains(" - ") || text.Contains(" where ") || text.StartsWith("-", StringComparison.Ordinal) ? $"({text})" : text;
    }

    // (x) is x, f((x)) is f(x)
    private static string Tidy(string formula)
    {
        formula = DoubleParentheses.Replace(formula, "$1");
        bool wrapped = formula.StartsWith("(", StringComparison.Ordinal) && formula.IndexOf(')') == formula.Length - 1;
        return wrapped ? formula.Substring(1, formula.Length - 2) : formula;
    }

    private string Name(Node node) => Names.Camel(given.Of(node));
}
