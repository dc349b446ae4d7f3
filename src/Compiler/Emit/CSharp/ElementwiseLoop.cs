using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>The loop nest over the index space of an elementwise step: axes that all operands walk through alike are one loop, and
/// the innermost one is vectorised.</summary>
internal sealed class ElementwiseLoop
{
    /// <summary>The variables of loops over axes, outermost first. Samples are n, the innermost run is i.</summary>
    public static readonly string[] Variables = ["c", "h", "w", "k", "l", "m"];
    private readonly List<Axis> axes = [];
    private readonly List<TensorType> operands;

    /// <param name="domain">The index space.</param>
    /// <param name="operands">The types of everything read or written in it; each broadcasts to it.</param>
    /// <param name="number">The text of a size, given what it is.</param>
    public ElementwiseLoop(TensorType domain, IEnumerable<TensorType> operands, Func<string, int, string> number)
    {
        this.operands = [.. operands.Distinct()];
        AddAxes(domain);
        Merge();
        NameVariables(number);
    }

    /// <summary>Writes the loops around <paramref name="body"/>, the statements of one turn.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="samples">The text of the number of samples.</param>
    /// <param name="end">The text of the innermost loop's end, should it have a name.</param>
    /// <param name="beforeInner">Called inside of the outer loops, before the innermost: loop-invariant values go here.</param>
    /// <param name="body">Called inside of the innermost loop.</param>
    public void Write(CodeWriter writer, string samples, string end, Action beforeInner, Action body)
    {
        var blocks = new Stack<CodeWriter.Block>();
        foreach (Axis axis in axes.Take(axes.Count - 1))
        {
            blocks.Push(writer.Braces($"for (int {axis.Variable} = 0; {axis.Variable} < {axis.Count(samples)}; {axis.Variable}++)"));
        }

        beforeInner();
        using (writer.Braces($"for (int i = 0; i < {end}; i += {KernelText.Namespace}.Lanes.Count)"))
        {
            body();
        }

        while (blocks.Count > 0)
        {
            blocks.Pop().Dispose();
        }
    }

    /// <summary>Whether an operand has one value for the whole of the innermost loop.</summary>
    public bool IsSplat(TensorType operand) => axes[axes.Count - 1].Strides[operands.IndexOf(operand)] == 0;

    /// <summary>Where an operand's innermost run begins, in terms of the outer variables: <c>(n * 10 + c) * 4</c>, or <c>0</c>.</summary>
    public string Start(TensorType operand)
    {
        int index = operands.IndexOf(operand);
        var terms = axes.Take(axes.Count - 1)
            .Where(axis => axis.Strides[index] != 0)
            .Select(axis => axis.Strides[index] == 1 ? axis.Variable : $"{axis.Variable} * {StrideText(axis, index)}");
        string sum = string.Join(" + ", terms);
        return sum.Length == 0 ? "0" : sum;
    }

    /// <summary>A number, or where sizes are parameters the product of the axes within that the operand walks through.</summary>
    private string StrideText(Axis axis, int operand)
    {
        Axis[] within = [.. axes.Skip(axes.IndexOf(axis) + 1).Where(other => other.Strides[operand] != 0 && other.Extent != 1)];
        if (within.All(other => other.Text == Names.Text(other.Extent)))
        {
            return Names.Text(axis.Strides[operand]);
        }

        string product = string.Join(" * ", within.Select(other => other.Text));
        return within.Length > 1 ? $"({product})" : product;
    }

    /// <summary>The end of the innermost loop.</summary>
    public string End(string samples) => axes[axes.Count - 1].Count(samples);

    private void AddAxes(TensorType domain)
    {
        if (domain.Batched)
        {
            axes.Add(new Axis(1, true, [.. operands.Select(operand => operand.Batched ? operand.Size : 0)]));
        }

        for (int axis = 0; axis < domain.Shape.Rank; axis++)
        {
            if (domain.Shape[axis] != 1)
            {
                int fromEnd = domain.Shape.Rank - axis;
                axes.Add(new Axis(domain.Shape[axis], false, [.. operands.Select(operand => Stride(operand.Shape, fromEnd))]));
            }
        }

        if (axes.Count == 0)
        {
            axes.Add(new Axis(1, false, [.. operands.Select(_ => 1)]));
        }
    }

    // Elements between neighbours along the axis that is fromEnd axes before the end; 0 where the operand repeats.
    private static int Stride(Shape shape, int fromEnd)
    {
        int axis = shape.Rank - fromEnd;
        return axis < 0 || shape[axis] == 1 ? 0 : shape.SizeOf(axis + 1, shape.Rank);
    }

    private void Merge()
    {
        for (int outer = axes.Count - 2; outer >= 0; outer--)
        {
            Axis a = axes[outer], b = axes[outer + 1];
            if (!b.IsBatch && a.Strides.Zip(b.Strides, (x, y) => x == y * b.Extent).All(same => same))
            {
                axes[outer] = new Axis(a.Extent * b.Extent, a.IsBatch, b.Strides);
                axes.RemoveAt(outer + 1);
            }
        }

        // Only the batch is left where each sample is one value: its operands then lie side by side.
        Axis inner = axes[axes.Count - 1];
        if (inner.Strides.Any(stride => stride is not (0 or 1)))
        {
            axes.Add(new Axis(1, false, [.. operands.Select(_ => 1)]));
        }
    }

    private void NameVariables(Func<string, int, string> number)
    {
        int next = 0;
        foreach (Axis axis in axes)
        {
            axis.Variable = axis.IsBatch ? "n" : Variables[Math.Min(next++, Variables.Length - 1)];
            if (axis.Extent != 1)
            {
                string what = axis.IsBatch ? "Size" : axis == axes[axes.Count - 1] ? "Length" : next == 1 ? "Rows" : "Count" + Names.Pascal(axis.Variable);
                axis.Text = number(what, axis.Extent);
            }
        }
    }

    /// <summary>One loop: <see cref="Extent"/> turns, times the samples if it is (or swallowed) the batch axis.</summary>
    private sealed class Axis(int extent, bool isBatch, int[] strides)
    {
        public int Extent { get; } = extent;

        /// <summary>The extent's text.</summary>
        public string Text { get; set; } = Names.Text(extent);

        public bool IsBatch { get; } = isBatch;

        public int[] Strides { get; } = strides;

        public string Variable { get; set; } = "i";

        public string Count(string samples) => !IsBatch ? Text : Extent == 1 ? samples : $"{samples} * {Text}";
    }
}
