using System.Collections.Immutable;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Emit.Ilgpu;

/// <summary>What the threads of a row find out together.</summary>
/// <param name="Name">What the kernel calls it.</param>
/// <param name="Function">The library's function; who works on the row is its type argument.</param>
/// <param name="Arguments">What it takes. <c>row</c> is the row's number.</param>
internal sealed record RowLook(string Name, string Function, params string[] Arguments);

// The forms that kernels have, but for those whose threads have elements of their own.
internal sealed partial class DeviceKernel
{
    /// <summary>Rows of at most so many values are one thread's work.</summary>
    private const int ShortRow = 32;

    private const int GroupSize = 256;

    /// <summary>The least depth of a product that may be cut into slices: two of those that the library's <c>ProductPlan</c> makes.</summary>
    private const int LongDepth = 512;

    /// <summary>A call of the library's function by a thread on its own.</summary>
    public static string OfOneThread(string function, params string[] arguments) =>
        $"{DeviceText.Library}.{function}<{DeviceText.Library}.OneThread>({string.Join(", ", arguments)})";

    /// <summary>Threads that work on one row together, and store each of its values.</summary>
    /// <param name="perSample">Rows of one sample.</param>
    /// <param name="columns">Values of one row.</param>
    /// <param name="value">The value of element <c>i</c>, over what the looks found, <c>row</c> and <c>column</c>.</param>
    /// <param name="looks">How threads look at the row first.</param>
    public void Rows(int perSample, int columns, string value, params RowLook[] looks) => WriteRows(perSample, columns, value, looks, oneValue: false);

    /// <summary>Threads that work on one row together, and store the one value that they found for it.</summary>
    public void RowValues(int perSample, int columns, RowLook look) => WriteRows(perSample, columns, look.Name, [look], oneValue: true);

    /// <summary>A product in tiles; its results go through the chain one by one.</summary>
    public void Product(ProductText product)
    {
        string result = product.Result.Length > 0 ? product.Result
            : product.Matrices == "1" ? $"m * ({product.Columns}) + n" : $"(z * ({product.Rows}) + m) * ({product.Columns}) + n";
        WriteStruct("IProduct", "", writer =>
        {
            Member(writer, "int Matrices", "", product.Matrices);
            Member(writer, "int Rows", "", product.Rows);
            Member(writer, "int Columns", "", product.Columns);
            Member(writer, "int Depth", "", product.Depth);
            WriteFactor(writer, "A", "int z, int m, int k", product.A);
            WriteFactor(writer, "B", "int z, int k, int n", product.B);
            using (writer.Braces($"public static void Store({Name} o, int z, int m, int n, float sum)"))
            {
                writer.Line($"int {DeviceChain.Index} = {result};");
                new DeviceChain(this, FieldView).Write(writer, "sum");
            }
        });
        Launches.Add(new OperandsLaunch("DeviceProduct.Run", Name, InOrder, IsShort: int.TryParse(product.Depth, out int depth) && depth < LongDepth));
    }

    /// <summary>Input number <paramref name="index"/> as a factor that is a plain matrix: the first factor of a product for input 0, the second for
    /// input 1.</summary>
    /// <param name="index">The input.</param>
    /// <param name="rows">Whether its rows are the product's, so that the depth runs along them; else its rows are the depth.</param>
    /// <param name="stride">Elements from row to row.</param>
    public FactorText Matrix(int index, bool rows, int stride)
    {
        string side = index == 0 ? "m" : "n", step = Names.Text(stride);
        bool isWide = stride % 4 == 0 && IsAligned(Step.Kernel!.Inputs[index]);
        return FactorText.At(
            Field(index), rows ? $"{side} * {step} + k" : $"k * {step} + {side}", isWide, runsAlongDepth: rows);
    }

    /// <summary>Whether a value begins at a multiple of four floats: all do but parts of others.</summary>
    public static bool IsAligned(Node node)
    {
        for (; node.Op is ViewOp; node = node.Inputs[0])
        {
            if (node.Op is PartOp part && part.Start % 4 != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>For each column, the sum of what stands before and behind it, in one stage or two.</summary>
    /// <param name="outer">Extent before the columns, within an operands struct.</param>
    /// <param name="columns">How many columns, within an operands struct.</param>
    /// <param name="inner">Extent behind them: neighbours in memory where it is more than 1.</param>
    /// <param name="term">What is added up, over <c>outer</c>, <c>column</c> and <c>inner</c>.</param>
    /// <param name="value">What becomes of the <c>sum</c>.</param>
    public void Sums(string outer, string columns, int inner, string term, string value = "sum")
    {
        WriteStruct("IFold", ", float", writer =>
        {
            Member(writer, "int Outer", "", outer);
            Member(writer, "int Columns", "", columns);
            Member(writer, "int Inner", "", Names.Text(inner));
            Member(writer, "float Add", "float sum, int outer, int column, int inner", $"sum + {term}");
            writer.Line("public static float Merge(float x, float y) => x + y;");
            using (writer.Braces($"public static void Store({Name} o, int column, float sum)"))
            {
                writer.Line($"int {DeviceChain.Index} = column;");
                new DeviceChain(this, FieldView).Write(writer, value);
            }
        });
        Launches.Add(new OperandsLaunch("DeviceFolds.Sums", Name, InOrder, IsShort: false));
    }

    /// <summary>A call of the library, which launches kernels that write the node's value. What was fused follows in a kernel of its own.</summary>
    /// <param name="call">The method with its type arguments.</param>
    /// <param name="views">What it takes of the graph, in order; the kernel node stands for its result.</param>
    /// <param name="constants">Arguments that follow, as the host writes them.</param>
    public void Library(string call, IEnumerable<Node> views, params string[] constants)
    {
        Node target = Step.Kernel!;
        if (target.Op.Output == OutputMode.Accumulates && plan.Locations[target].Region != Region.Gradient)
        {
            View(target);
            Launches.Add(new LibraryLaunch("DeviceFill.Zero", [parameters.First(parameter => parameter.Value == Owner(target))], []));
        }

        foreach (Node view in views)
        {
            View(view);
        }

        ImmutableArray<StepParameter> taken = [.. views.Select(view => parameters.First(parameter => parameter.Value == Owner(view)))];
        Launches.Add(new LibraryLaunch(call, taken, [.. constants]));
        WriteRest();
    }

    /// <summary>Writes a kernel for what was fused to one that stores its own results.</summary>
    private void WriteRest()
    {
        parameters.Clear();
        names.Clear();
        if (Step.Elementwise.Count > 0 && !IsOnlyCopied())
        {
            Node kernel = Step.Kernel!;
            Each(kernel.Type, $"{View(kernel)}[{DeviceChain.Index}]");
        }
    }

    /// <summary>Whether the library wrote where the chain would copy to.</summary>
    private bool IsOnlyCopied() =>
        Step.Elementwise.Count == 1 && Step.Elementwise[0] is { Op: StoreOp } store && plan.Locations[store] == plan.Locations[Step.Kernel!];

    /// <summary>A struct of constants that is a type argument of the library's.</summary>
    /// <returns>Its name, for the host.</returns>
    public string Constants(string kind, params (string Name, int Value)[] values)
    {
        string type = Name + "Sizes";
        using (Members.Braces($"internal struct {type} : {DeviceText.Library}.{kind}"))
        {
            foreach ((string name, int value) in values)
            {
                Members.Line($"public static int {name} => {Names.Text(value)};");
            }
        }

        return $"{DeviceText.Kernels}.{type}";
    }

    private void WriteRows(int perSample, int columns, string value, RowLook[] looks, bool oneValue)
    {
        bool isShort = columns <= ShortRow, batched = Step.Kernel!.Type.Batched || Step.Kernel.Inputs.Any(input => input.Batched);
        string scope = DeviceText.Library + (isShort ? ".OneThread" : ".WholeGroup"), rows = Rows(perSample, batched);
        var body = new CodeWriter();
        if (isShort)
        {
            body.Line($"int row = {DeviceText.Library}.Threads.Element;");
            using (body.Braces($"if (row >= {(batched ? rows.Replace("samples", Samples) : rows)})"))
            {
                body.Line("return;");
            }

            body.Line();
        }
        else
        {
            body.Line($"int row = {DeviceText.Library}.Threads.GroupNumber;");
        }

        foreach (RowLook look in looks)
        {
            body.Line($"var {look.Name} = {DeviceText.Library}.{look.Function}<{scope}>({string.Join(", ", look.Arguments)});");
        }

        string header = oneValue ? $"if ({scope}.First == 0)" : $"for (int column = {scope}.First; column < {Names.Text(columns)}; column += {scope}.Stride)";
        using (body.Braces(header))
        {
            body.Line($"int {DeviceChain.Index} = {(oneValue ? "row" : $"row * {Names.Text(columns)} + column")};");
            new DeviceChain(this, View).Write(body, value);
        }

        int threads = 32;
        while (threads < GroupSize && threads < columns)
        {
            threads *= 2;
        }

        WriteKernel(body, isShort ? $"{DeviceText.Library}.Grids.Elements({rows})" : $"{DeviceText.Library}.Grids.Groups({rows}, {Names.Text(threads)})");
    }

    private void WriteKernel(CodeWriter body, string grid)
    {
        string name = Launches.Count == 0 ? Name : Name + "Part" + Names.Text(Launches.Count + 1);
        ImmutableArray<StepParameter> taken = InOrder;
        Members.List($"internal static void {name}", [.. taken.Select(parameter => $"{parameter.Type} {parameter.Name}")]);
        using (Members.Braces(""))
        {
            Members.Lines(body.ToString());
        }

        Launches.Add(new KernelLaunch(name, grid, taken));
    }

    /// <summary>Writes the operands struct. Its members first: they decide its fields.</summary>
    private void WriteStruct(string kind, string furtherTypes, Action<CodeWriter> write)
    {
        var body = new CodeWriter();
        write(body);
        using (Members.Braces($"internal struct {Name} : {DeviceText.Library}.{kind}<{Name}{furtherTypes}>"))
        {
            foreach (IGrouping<string, StepParameter> fields in InOrder.GroupBy(parameter => parameter.Type))
            {
                Members.Line($"public {fields.Key} {string.Join(", ", fields.Select(FieldOf))};");
            }

            Members.Line();
            Members.Lines(body.ToString());
        }
    }

    private void WriteFactor(CodeWriter writer, string factor, string indexes, FactorText text)
    {
        Member(writer, $"float {factor}", indexes, text.Value);
        writer.Line($"public static {DeviceText.Library}.Wide {factor}Wide => {DeviceText.Library}.Wide.{text.Wide};");
        writer.Line($"public static bool {factor}RunsAlongDepth => {(text.RunsAlongDepth ? "true" : "false")};");
        Member(writer, $"{DeviceText.Library}.F4 {factor}4", indexes, text.Wide == Wide.None ? "default" : $"{DeviceText.Library}.F4.At({text.View}, {text.Index})");
    }

    private void Member(CodeWriter writer, string declaration, string indexes, string value) =>
        writer.Line($"public static {declaration}({Name} o{(indexes.Length > 0 ? ", " + indexes : "")}) => {value};");
}
