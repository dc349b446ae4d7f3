using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Emit.Ilgpu;

/// <summary>The kernels of a network as they come up. Steps that are the same but for their values share one: layers of one kind and shape,
/// and inference and training.</summary>
internal sealed class DeviceMembers
{
    private readonly Dictionary<string, IReadOnlyList<DeviceLaunch>> known = new(StringComparer.Ordinal);
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly Dictionary<StoredTensor, int> offsets = [];
    private readonly List<string> texts = [];

    /// <param name="tensors">The network's stored tensors, in file order.</param>
    public DeviceMembers(IEnumerable<StoredTensor> tensors)
    {
        int[] next = [0, 0];
        foreach (StoredTensor tensor in tensors)
        {
            ref int offset = ref next[tensor.IsState ? 1 : 0];
            offsets.Add(tensor, offset);
            offset = checked(offset + (tensor.Shape.Size + Alignment - 1) / Alignment * Alignment);
        }
    }

    /// <summary>Floats to which stored tensors are aligned on the device: what the library's <c>DeviceLayout</c> does.</summary>
    private const int Alignment = 64;

    /// <summary>The kernels: methods and operands.</summary>
    public IReadOnlyList<string> Texts => texts;

    /// <summary>What loads the kernels, in the order of their first launch.</summary>
    public List<KernelLaunch> Loaded { get; } = [];

    /// <summary>Where a stored tensor begins on the device.</summary>
    public int OffsetOf(StoredTensor tensor) => offsets[tensor];

    /// <summary>The step's launches.</summary>
    public IReadOnlyList<DeviceLaunch> Launches(Step step, Plan plan)
    {
        var form = new DeviceKernel(step, plan, new SharedNames(step, ""), "Kernel");
        string text = form.Members + string.Join("\n", form.Launches.Select(launch => launch.Text(parameter => parameter.Type)));
        if (known.TryGetValue(text, out IReadOnlyList<DeviceLaunch>? first))
        {
            return [.. first.Zip(form.Launches, WithValuesOf)];
        }

        var names = new OwnNames(step.Head.Label);
        var own = new DeviceKernel(step, plan, names, Unique(DeviceKernel.WantedName(step, names)));
        known.Add(text, own.Launches);
        Write(step, plan, names, own);
        return own.Launches;
    }

    /// <summary>A launch of the same kernels over other values.</summary>
    private static DeviceLaunch WithValuesOf(DeviceLaunch launch, DeviceLaunch other) => launch with
    {
        Parameters = [.. launch.Parameters.Zip(other.Parameters, (mine, theirs) => mine with { Value = theirs.Value, Ambient = theirs.Ambient })],
    };

    private void Write(Step step, Plan plan, StepNames names, DeviceKernel kernel)
    {
        var writer = new CodeWriter();
        foreach (string formula in new FormulaText(step, plan, names).Lines)
        {
            writer.Line("// " + formula);
        }

        string members = kernel.Members.ToString();
        if (members.Length > 0)
        {
            writer.Lines(members);
            texts.Add(writer.ToString());
        }

        Loaded.AddRange(kernel.Launches.OfType<KernelLaunch>());
    }

    private string Unique(string wanted)
    {
        string name = wanted;
        for (int number = 2; !taken.Add(name); number++)
        {
            name = wanted + "_" + Names.Text(number);
        }

        return name;
    }
}
