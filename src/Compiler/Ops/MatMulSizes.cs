using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>The sizes of the products of one node, and the kernel that they suit best.</summary>
internal sealed record MatMulSizes(
    ProductForm Form, int Matrices, int Rows, int Columns, int Depth, TensorType Left, TensorType Right, TensorType Result)
{
    private bool Batched => Left.Batched || Right.Batched;

    public long Flops => 2L * Matrices * Rows * Columns * Depth;

    public static MatMulSizes Of(ProductForm form, Node node)
    {
        TensorType each = TypeOf(form, node.Inputs);
        (Node a, Node b) = (node.Inputs[0], node.Inputs[1]);
        int depth = form == ProductForm.TN ? a.Shape[-2] : a.Shape[-1];
        return new MatMulSizes(form, Products(each), each.Shape[-2], each.Shape[-1], depth, a.Type, b.Type, node.Type);
    }

    /// <summary>The type of all products of two operands.</summary>
    public static TensorType TypeOf(ProductForm form, IReadOnlyList<Node> inputs)
    {
        Shape a = inputs[0].Shape, b = inputs[1].Shape;
        Shape lead = Shape.Broadcast(a.Take(a.Rank - 2), b.Take(b.Rank - 2)) ?? throw new InvalidOperationException($"MatMul of {a} and {b}.");
        Shape product = lead.Append(form == ProductForm.TN ? a[-1] : a[-2], form == ProductForm.NT ? b[-2] : b[-1]);
        return new TensorType(product, inputs[0].Batched || inputs[1].Batched);
    }

    public static string Formula(ProductForm form, IReadOnlyList<string> operands) => form switch
    {
        ProductForm.NT => $"{operands[0]}·{operands[1]}ᵀ",
        ProductForm.TN => $"{operands[0]}ᵀ·{operands[1]}",
        _ => $"{operands[0]}·{operands[1]}",
    };

    public void EmitCall(KernelText kernel, bool accumulate)
    {
        string[] operands = [kernel.Operand(0), kernel.Operand(1), kernel.Target, accumulate ? "accumulate: true" : "accumulate: false"];
        if (Form != ProductForm.TN && IsOne(Right) && IsEach(Left) && IsEach(Result))
        {
            // One right operand: all rows of all samples make one product.
            kernel.Call($"Gemm.{Form}", [Count(kernel, Matrices * Rows), ColumnsText(kernel), DepthText(kernel), .. operands]);
        }
        else if (Form == ProductForm.TN && IsOne(Result) && IsEach(Left) && IsEach(Right))
        {
            // One result: the sum over products continues the sum within them.
            kernel.Call($"Gemm.{Form}", [RowsText(kernel), ColumnsText(kernel), Count(kernel, Matrices * Depth), .. operands]);
        }
        else
        {
            string role = Form switch { ProductForm.NT => "LeftGradient", ProductForm.TN => "RightGradient", _ => "" };
            string shape = kernel.Shared(
                "MatMulShape", role + "Shape",
                $"new(Matrices: {Names.Text(Matrices)}, Rows: {Names.Text(Rows)}, Columns: {Names.Text(Columns)}, Depth: {Names.Text(Depth)}, "
                + $"Left: {Steps(Left)}, Right: {Steps(Right)}, Result: {Steps(Result)})");
            kernel.Call($"MatMul.{Form}", [shape, Count(kernel, 1), .. operands]);
        }
    }

    // A product for each matrix of the result; what it lacks, samples or leading axes, lengthens the depth.
    public void EmitDevice(DeviceKernel kernel)
    {
        string rows = Names.Text(Rows), columns = Names.Text(Columns), depth = Names.Text(Depth), matrices = Names.Text(Matrices);
        if (Form != ProductForm.TN && IsOne(Right) && IsEach(Left) && IsEach(Result))
        {
            kernel.Product(new ProductText(
                kernel.RowsField(Matrices * Rows, Batched), columns, depth,
                kernel.Matrix(0, rows: true, Depth), kernel.Matrix(1, Form == ProductForm.NT, Form == ProductForm.NT ? Depth : Columns)));
            return;
        }

        bool keepsBatch = Result.Batched || !Batched, keepsMatrices = Products(Result) == Matrices;
        (string sample, string matrix, string k) = (keepsBatch, keepsMatrices) switch
        {
            (true, true) => (Matrices == 1 ? "z" : $"z / {matrices}", Matrices == 1 ? "0" : $"z % {matrices}", "k"),
            (true, false) => ("z", $"k / {depth}", $"k % {depth}"),
            (false, true) => ($"k / {depth}", "z", $"k % {depth}"),
            _ => ($"k / {Names.Text(Matrices * Depth)}", $"k / {depth} % {matrices}", $"k % {depth}"),
        };
        bool leftDepth = Form != ProductForm.TN, rightDepth = Form == ProductForm.NT;
        kernel.Product(new ProductText(
            rows, columns, keepsBatch ? Names.Text(keepsMatrices ? Depth : Matrices * Depth) : kernel.RowsField(keepsMatrices ? Depth : Matrices * Depth, true),
            FactorText.At(
                kernel.Field(0), Base(Left, sample, matrix) + (leftDepth ? $"m * {depth} + {k}" : $"({k}) * {rows} + m"),
                IsWide(kernel, 0, leftDepth ? Depth : Rows), leftDepth),
            FactorText.At(
                kernel.Field(1), Base(Right, sample, matrix) + (rightDepth ? $"n * {depth} + {k}" : $"({k}) * {columns} + n"),
                IsWide(kernel, 1, rightDepth ? Depth : Columns), rightDepth))
        {
            Matrices = keepsBatch ? kernel.RowsField(keepsMatrices ? Matrices : 1, Batched) : Names.Text(keepsMatrices ? Matrices : 1),
        });
    }

    private static bool IsWide(DeviceKernel kernel, int input, int run) => run % 4 == 0 && DeviceKernel.IsAligned(kernel.Step.Kernel!.Inputs[input]);

    /// <summary>Where the matrix of a product begins in an operand.</summary>
    private static string Base(TensorType type, string sample, string matrix)
    {
        int products = Products(type), size = type.Shape.Size;
        string ofSample = type.Batched ? $"({sample}) * {Names.Text(size)} + " : "";
        return products == 1 ? ofSample : $"{ofSample}({matrix}) * {Names.Text(size / products)} + ";
    }

    private static int Products(TensorType type) => type.Shape.SizeOf(0, type.Shape.Rank - 2);

    /// <summary>Whether an operand has a matrix for each product.</summary>
    private bool IsEach(TensorType type) => type.Batched == Batched && Products(type) == Matrices;

    /// <summary>Whether an operand has one matrix for all products.</summary>
    private bool IsOne(TensorType type) => !type.Batched && Products(type) == 1;

    private string Count(KernelText kernel, int perSample) =>
        !Batched ? Names.Text(perSample) : perSample == 1 ? kernel.Samples : $"{kernel.Samples} * {Names.Text(perSample)}";

    // The constants of a layer keep the forward product's names: the gradients' rows and columns are its depth.
    private string RowsText(KernelText kernel) => kernel.Size(Form == ProductForm.TN ? "Depth" : "Rows", Rows);

    private string ColumnsText(KernelText kernel) => kernel.Size(Form == ProductForm.NT ? "Depth" : "Columns", Columns);

    private string DepthText(KernelText kernel) => kernel.Size(Form == ProductForm.NT ? "Columns" : "Depth", Depth);

    private static string Steps(TensorType type)
    {
        int matrices = Products(type), size = type.Shape.Size / matrices;
        return $"new({Names.Text(type.Batched ? type.Shape.Size : 0)}, {Names.Text(matrices == 1 ? 0 : size)})";
    }
}
