using System.Globalization;
using CompiledNets.Benchmarks.Models;
using ILGPU;
using ILGPU.Runtime;

namespace CompiledNets.Benchmarks.Gpu;

/// <summary>The rows of the table, by name: <c>sgemm-4096</c>, <c>lenet-512</c>. Batches are on the device before a step begins, as the peer's.</summary>
internal static class Contestants
{
    private const int Digit = 28 * 28;

    /// <summary>The names before the number.</summary>
    public static IReadOnlyDictionary<string, Func<Accelerator, int, Contestant>> All { get; } = new Dictionary<string, Func<Accelerator, int, Contestant>>
    {
        ["sgemm"] = (device, size) => Product(device, size, isRounded: false),
        ["tf32"] = (device, size) => Product(device, size, isRounded: true),
        ["mlp"] = MlpStep,
        ["lenet"] = LeNetStep,
        ["kerascnn"] = KerasCnnStep,
        ["textnet"] = TextNetStep,
        ["gpt"] = GptStep,
        ["vae"] = VaeStep,
        ["resnet18"] = ResNet18Step,
    };

    /// <summary>Puts a row's network on a device.</summary>
    /// <exception cref="FormatException">There is no such row.</exception>
    public static Contestant Prepare(string row, Accelerator device)
    {
        string[] parts = row.Split('-');
        return parts.Length == 2 && All.TryGetValue(parts[0], out Func<Accelerator, int, Contestant>? prepare)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size > 0
            ? prepare(device, size)
            : throw new FormatException($"'{row}' is no row.");
    }

    private static Contestant Product(Accelerator device, int size, bool isRounded)
    {
        switch (size)
        {
            case 64:
                Product64.OnAccelerator product64 = new Product64().ToAccelerator(device);
                product64.AllowsTensorFloat32 = isRounded;
                return Product(device, size, product64, () => product64.Launches, (a, b, c) => product64.Multiply(1, a, b, c));
            case 1024:
                Product1024.OnAccelerator product1024 = new Product1024().ToAccelerator(device);
                product1024.AllowsTensorFloat32 = isRounded;
                return Product(device, size, product1024, () => product1024.Launches, (a, b, c) => product1024.Multiply(1, a, b, c));
            case 4096:
                Product4096.OnAccelerator product4096 = new Product4096().ToAccelerator(device);
                product4096.AllowsTensorFloat32 = isRounded;
                return Product(device, size, product4096, () => product4096.Launches, (a, b, c) => product4096.Multiply(1, a, b, c));
            case 8192:
                Product8192.OnAccelerator product8192 = new Product8192().ToAccelerator(device);
                product8192.AllowsTensorFloat32 = isRounded;
                return Product(device, size, product8192, () => product8192.Launches, (a, b, c) => product8192.Multiply(1, a, b, c));
            default:
                throw new FormatException($"There is no product of size {size}.");
        }
    }

    private static Contestant Product(
        Accelerator device, int size, IDisposable net, Func<long> launches, Action<ArrayView<float>, ArrayView<float>, ArrayView<float>> multiply)
    {
        var (a, b, c) = (Floats(device, size * size), Floats(device, size * size), device.Allocate1D<float>(size * size));
        return new Contestant(device, net, launches, () => multiply(a.View, b.View, c.View), a, b, c);
    }

    private static Contestant MlpStep(Accelerator device, int batch)
    {
        var (net, adam, loss) = (new Mlp().ToAccelerator(device), new Adam(), device.Allocate1D<float>(1));
        var (images, labels) = (Floats(device, batch * Digit), Integers(device, 10, batch));
        return new Contestant(device, net, () => net.Launches, () =>
        {
            net.LossGradients(batch, images.View, labels.View, loss.View);
            net.Step(adam);
        }, images, labels, loss);
    }

    private static Contestant LeNetStep(Accelerator device, int batch)
    {
        var (net, adam, loss) = (new LeNet5().ToAccelerator(device), new Adam(), device.Allocate1D<float>(1));
        var (images, labels) = (Floats(device, batch * Digit), Integers(device, 10, batch));
        return new Contestant(device, net, () => net.Launches, () =>
        {
            net.LossGradients(batch, images.View, labels.View, loss.View);
            net.Step(adam);
        }, images, labels, loss);
    }

    private static Contestant KerasCnnStep(Accelerator device, int batch)
    {
        var (net, adam, loss) = (new KerasCnn().ToAccelerator(device), new Adam(), device.Allocate1D<float>(1));
        var (images, labels) = (Floats(device, batch * 3 * 64 * 64), Integers(device, 10, batch));
        return new Contestant(device, net, () => net.Launches, () =>
        {
            net.LossGradients(batch, images.View, labels.View, loss.View);
            net.Step(adam);
        }, images, labels, loss);
    }

    private static Contestant TextNetStep(Accelerator device, int batch)
    {
        var (net, adam, loss) = (new TextNet().ToAccelerator(device), new Adam(), device.Allocate1D<float>(1));
        var (words, labels) = (Integers(device, TextNet.Words, batch * TextNet.Steps), device.Allocate1D(RandomData.CoinFlips(batch)));
        return new Contestant(device, net, () => net.Launches, () =>
        {
            net.LossGradients(batch, words.View, labels.View, loss.View);
            net.Step(adam);
        }, words, labels, loss);
    }

    private static Contestant GptStep(Accelerator device, int batch)
    {
        var (net, adam, loss) = (new Gpt().ToAccelerator(device), new AdamW(3e-4), device.Allocate1D<float>(1));
        var (text, next) = (Integers(device, Gpt.Vocabulary, batch * Gpt.Context), Integers(device, Gpt.Vocabulary, batch * Gpt.Context));
        return new Contestant(device, net, () => net.Launches, () =>
        {
            net.LossGradients(batch, text.View, next.View, loss.View);
            net.Step(adam);
        }, text, next, loss);
    }

    private static Contestant VaeStep(Accelerator device, int batch)
    {
        var (net, adam, loss) = (new Vae().ToAccelerator(device), new Adam(), device.Allocate1D<float>(1));
        var images = Floats(device, batch * Vae.Pixels);
        return new Contestant(device, net, () => net.Launches, () =>
        {
            net.LossGradients(batch, images.View, loss.View);
            net.Step(adam);
        }, images, loss);
    }

    private static Contestant ResNet18Step(Accelerator device, int batch)
    {
        var (net, adam, loss) = (new ResNet18().ToAccelerator(device), new Adam(), device.Allocate1D<float>(1));
        var (images, labels) = (Floats(device, batch * 3 * 224 * 224), Integers(device, 1000, batch));
        return new Contestant(device, net, () => net.Launches, () =>
        {
            net.LossGradients(batch, images.View, labels.View, loss.View);
            net.Step(adam);
        }, images, labels, loss);
    }

    private static MemoryBuffer1D<float, Stride1D.Dense> Floats(Accelerator device, int count) => device.Allocate1D(RandomData.Floats(count));

    private static MemoryBuffer1D<int, Stride1D.Dense> Integers(Accelerator device, int below, int count) => device.Allocate1D(RandomData.Integers(below, count));
}
