using System.Text.RegularExpressions;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>The mathematics of a step, for the comment above its method: one line for each value that it stores, with what stays
/// in registers written out.</summary>
internal sealed class FormulaText(Step step, Plan plan)
{
    private const int Longest = 130;
    private static readonly Regex DoubleParentheses = new(@"\((\([^()]*\))\)", RegexOptions.CultureInvariant);
    private readonly HashSet<Node> inside = [.. step.Nodes];

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
        if (node.Op.IsEffect)
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
            return ((float)constant.Value).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        }

        bool written = Fuse.IsUniform(node) && node.Op is not InputOp || (inside.Contains(node) && !(IsResult(node) && !expand));
        return written ? node.Op.Formula([.. node.Inputs.Select(input => Operand(input))]) : Name(Fuse.Memory(node));
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

    private static string Name(Node node) => Names.Camel(node.Label.Name);
}
