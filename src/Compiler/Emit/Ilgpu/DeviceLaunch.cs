using System.Collections.Immutable;
using CompiledNets.Compiler.Emit.CSharp;

namespace CompiledNets.Compiler.Emit.Ilgpu;

/// <summary>One launch of a pass, as the host writes it.</summary>
/// <param name="Parameters">What it takes, in order.</param>
internal abstract record DeviceLaunch(ImmutableArray<StepParameter> Parameters)
{
    /// <summary>The statement, with arguments as <paramref name="argument"/> writes them.</summary>
    public abstract string Text(Func<StepParameter, string> argument);

    /// <summary>How many kernels it starts.</summary>
    public virtual KernelCount Kernels => KernelCount.One;
}

/// <summary>How many kernels something starts: where sums are cut into chunks by the size of the batch, from so many to so many.</summary>
internal readonly record struct KernelCount(int Least, int Most)
{
    public static readonly KernelCount One = new(1, 1);

    public static KernelCount operator +(KernelCount a, KernelCount b) => new(a.Least + b.Least, a.Most + b.Most);

    /// <summary><c>7</c>, or <c>7 to 9</c>.</summary>
    public override string ToString() => Least == Most ? Names.Text(Least) : $"{Names.Text(Least)} to {Names.Text(Most)}";
}

/// <summary>A kernel of the network's own.</summary>
/// <param name="Kernel">The kernel's method, and the property that loads it.</param>
/// <param name="Grid">Groups and threads.</param>
internal sealed record KernelLaunch(string Kernel, string Grid, ImmutableArray<StepParameter> Parameters) : DeviceLaunch(Parameters)
{
    /// <summary>The kernel's signature, as type arguments.</summary>
    public string Types => string.Join(", ", Parameters.Select(parameter => parameter.Type));

    public override string Text(Func<StepParameter, string> argument) =>
        $"{Kernel}({string.Join(", ", new[] { "device.Stream", Grid }.Concat(Parameters.Select(argument)))});";
}

/// <summary>A kernel of the library over operands of the network's own: a struct that says where elements lie.</summary>
/// <param name="Library">The library's method, which launches.</param>
/// <param name="Operands">The struct.</param>
/// <param name="IsShort">Whether it sums over so few values that it never takes a second kernel, for sums of parts.</param>
internal sealed record OperandsLaunch(string Library, string Operands, ImmutableArray<StepParameter> Parameters, bool IsShort) : DeviceLaunch(Parameters)
{
    public override string Text(Func<StepParameter, string> argument)
    {
        IEnumerable<string> fields = Parameters.Select(parameter => $"{DeviceKernel.FieldOf(parameter)} = {argument(parameter)}");
        return $"{DeviceText.Library}.{Library}(device, new {DeviceText.Kernels}.{Operands} {{ {string.Join(", ", fields)} }});";
    }

    public override KernelCount Kernels => new(1, IsShort ? 1 : 2);
}

/// <summary>A call of the library, which launches what it needs.</summary>
/// <param name="Call">The method, with type arguments.</param>
/// <param name="Constants">Arguments that follow the parameters.</param>
internal sealed record LibraryLaunch(string Call, ImmutableArray<StepParameter> Parameters, ImmutableArray<string> Constants) : DeviceLaunch(Parameters)
{
    public override string Text(Func<StepParameter, string> argument) =>
        $"{DeviceText.Library}.{Call}({string.Join(", ", new[] { "device" }.Concat(Parameters.Select(argument)).Concat(Constants))});";

    /// <summary>Of the library's methods, those that start another number than one. Folds take one kernel, or two.</summary>
    public override KernelCount Kernels => Call.Split('<')[0] switch
    {
        "DeviceFill.Zero" => default,
        "DeviceRecurrent.Forward" or "DeviceAttention.Gradient" => new KernelCount(2, 2),
        "DeviceBatchNorm.Moments" or "DeviceBatchNorm.GradientMoments" => new KernelCount(1, 2),
        "DeviceLayerNorm.ParameterGradients" => new KernelCount(2, 3),
        _ => KernelCount.One,
    };
}
