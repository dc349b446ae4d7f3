using System.Diagnostics;
using System.Reflection;
using CompiledNets.Benchmarks.Ptx;
using ILGPU.Runtime.Cuda;
using ILGPU.StandIn;

// Compiles every kernel of the samples' networks to PTX, and writes what is to be seen there as a table. Arguments: the file, then names of networks.
string path = args.Length > 0 ? args[0] : "ptx.md";
Type[] networks = [.. Kernels.Networks.Where(network => args.Length < 2 || args[1..].Contains(network.DeclaringType!.Name))];
var report = new Report();
var clock = Stopwatch.StartNew();
foreach (CudaArchitecture architecture in new[] { CudaArchitecture.SM_80, CudaArchitecture.SM_90 })
{
    using var compiler = new PtxCompiler(architecture);
    report.Add(architecture, "every network", [.. Kernels.Common.Select(kernel => Compiled(compiler, kernel))], []);
    foreach (Type network in networks)
    {
        CompiledKernel[] own = [.. Kernels.Of(network).Select(kernel => Compiled(compiler, kernel))];
        CompiledProduct[] products =
        [
            .. Kernels.Products(network).SelectMany(Products.Of).Select(product => new CompiledProduct(
                product, Compiled(compiler, product.Method), product.Tensor is { } tensor ? Compiled(compiler, tensor) : null)),
        ];
        report.Add(architecture, network.DeclaringType!.Name, own, products);
        Console.WriteLine($"{clock.Elapsed:mm\\:ss} {architecture} {network.DeclaringType!.Name}: {own.Length} kernels, {products.Length} of products");
    }
}

File.WriteAllText(path, report.ToString());
return report.Failures == 0 ? 0 : 1;

static CompiledKernel Compiled(PtxCompiler compiler, MethodInfo kernel)
{
    (Listing? listing, string? failure) = compiler.Compile(kernel);
    return new CompiledKernel(Names.Of(kernel), listing, failure);
}
