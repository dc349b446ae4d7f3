using System.Globalization;
using System.Text;
using ILGPU.Runtime.Cuda;

namespace CompiledNets.Benchmarks.Ptx;

internal sealed record CompiledKernel(string Name, Listing? Listing, string? Failure);

/// <param name="Tensor">The kernel for tensor cores, where there is one.</param>
internal sealed record CompiledProduct(ProductKernelOf Product, CompiledKernel Kernel, CompiledKernel? Tensor);

/// <summary>The table.</summary>
internal sealed class Report
{
    /// <summary>Multiplications of the innermost loops of attention's kernels: two rows by four columns, four deep.</summary>
    private const int PlannedOfAttention = 32;

    private readonly List<string> networks = [], products = [], attention = [], failures = [];
    private readonly Dictionary<string, string> texts = [];
    private int same, different;

    public int Failures => failures.Count;

    public void Add(CudaArchitecture architecture, string network, CompiledKernel[] own, CompiledProduct[] ofProducts)
    {
        CompiledKernel[] all = [.. own, .. ofProducts.Select(product => product.Kernel), .. ofProducts.Select(product => product.Tensor).OfType<CompiledKernel>()];
        failures.AddRange(all.Where(kernel => kernel.Failure is not null).Select(kernel => $"| {network} | {architecture} | `{kernel.Name}` | {kernel.Failure} |"));
        if (architecture != CudaArchitecture.SM_80)
        {
            Compare(network, all);
            return;
        }

        foreach (CompiledKernel kernel in all.Where(kernel => kernel.Listing is not null))
        {
            texts[network + kernel.Name] = Plain(kernel.Listing!.Text);
        }

        Listing[] listings = [.. all.Select(kernel => kernel.Listing).OfType<Listing>()];
        networks.Add(Row(
            network, own.Length, all.Length - own.Length, all.Length - listings.Length, listings.Where(listing => listing.MatrixProducts == 0).Sum(listing => listing.Local), listings.Max(listing => listing.Shared),
            listings.Sum(listing => listing.GlobalLoads), listings.Sum(listing => listing.GlobalLoadsOfFour)));
        foreach (CompiledKernel kernel in own.Where(kernel => kernel.Listing is not null && kernel.Name.StartsWith("DeviceAttention.", StringComparison.Ordinal) && kernel.Name.Contains("Tile<", StringComparison.Ordinal)))
        {
            Listing listing = kernel.Listing!, loop = listing.SharedLoop;
            attention.Add(Row(
                network, $"`{kernel.Name.Replace("DeviceAttention.", "", StringComparison.Ordinal)}`", PlannedOfAttention,
                loop.Multiplications, loop.SharedLoadsOfFour, listing.GlobalLoadsOfFour, listing.GlobalLoads, listing.Barriers, listing.Shared, listing.Local));
        }

        foreach (CompiledProduct product in ofProducts.Where(product => product.Kernel.Listing is not null).DistinctBy(product => (product.Product.Shape, product.Product.Plan)))
        {
            products.Add(Row(network, product));
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"""
            # What ILGPU makes of the kernels

            Every kernel of every sample's network, compiled by ILGPU 1.5.3 to PTX without a GPU (`benchmarks/Ptx`; its project file says how to run it), at
            the optimisation level O2 that `BestAccelerator` asks for. Registers of PTX are virtual: true numbers, and whether ptxas spills any, need CUDA's
            tools and are not in this table. {same + different} kernels were compiled for sm_80 and for sm_90; {same} of them have the same text for both, since ILGPU
            targets sm_80 at most.

            | network | kernels | of products | not compiled | uses of `.local` | most shared memory, bytes | 32-bit loads of global memory | 128-bit |
            |---|---|---|---|---|---|---|---|
            """);
        networks.ForEach(row => text.AppendLine(row));
        text.AppendLine();
        text.AppendLine("## What did not compile").AppendLine();
        if (failures.Count == 0)
        {
            text.AppendLine("Nothing: all kernels compiled.");
        }
        else
        {
            text.AppendLine("| network | architecture | kernel | message |").AppendLine("|---|---|---|---|");
            failures.ForEach(row => text.AppendLine(row));
        }

        text.AppendLine().AppendLine("""
            ## Products

            One row for each shape: the kernel that `ProductPlan` picks at batch 1, 64 or 512, where it first differs. Multiplications are those of one pass of the
            innermost loop by one thread, planned and found; each is followed by the addition that ptxas makes one instruction of with it. The last column
            counts `mma.sync` of the same tile with TensorFloat-32, planned and found. ILGPU hands registers to that instruction through `.local` slots at constant
            addresses, which are not counted here: whether ptxas makes registers of them again only machine code shows.

            | network | product | matrices × rows × columns × depth | kernel | slices | multiplications planned | found | 128-bit loads, shared | 128-bit loads, global | 32-bit | barriers | shared memory, bytes | `.local` | mma |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|---|
            """);
        products.ForEach(row => text.AppendLine(row));
        text.AppendLine().AppendLine("""
            ## Attention

            One row for each kernel in tiles of an attention's sizes. Multiplications are those of one pass by one thread of the loop that multiplies most.

            | network | kernel | multiplications planned | found | 128-bit loads, shared | 128-bit loads, global | 32-bit | barriers | shared memory, bytes | `.local` |
            |---|---|---|---|---|---|---|---|---|---|
            """);
        attention.ForEach(row => text.AppendLine(row));
        return text.ToString();
    }

    private static string Row(string network, CompiledProduct compiled)
    {
        (ProductKernelOf product, Listing listing) = (compiled.Product, compiled.Kernel.Listing!);
        (int matrices, int rows, int columns, int depth) = product.Shape;
        Listing loop = listing.Loop;
        return Row(
            network, product.Operands.Name, $"{matrices} × {rows} × {columns} × {depth}", product.Plan.Kernel, product.Plan.Slices, product.Planned, loop.Multiplications,
            loop.SharedLoadsOfFour, listing.GlobalLoadsOfFour, listing.GlobalLoads, listing.Barriers, listing.Shared, listing.Local,
            compiled.Tensor?.Listing is { } tensor ? $"{product.PlannedTensor} / {tensor.MatrixProducts}" : "");
    }

    private static string Row(params object[] cells) => "| " + string.Join(" | ", cells.Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture))) + " |";

    private void Compare(string network, CompiledKernel[] all)
    {
        foreach (CompiledKernel kernel in all.Where(kernel => kernel.Listing is not null))
        {
            if (texts.TryGetValue(network + kernel.Name, out string? text) && text == Plain(kernel.Listing!.Text))
            {
                same++;
            }
            else
            {
                different++;
            }
        }
    }

    /// <summary>The text without the numbers that ILGPU gives labels and parameters as it goes.</summary>
    private static string Plain(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"(L|_[a-zA-Z]\w*)_\d+", "$1");
}
