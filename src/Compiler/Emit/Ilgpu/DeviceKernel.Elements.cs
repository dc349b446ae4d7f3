using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Emit.Ilgpu;

// Kernels whose threads have an element each, or four.
internal sealed partial class DeviceKernel
{
    /// <summary>One thread for each element of the kernel node's value: <paramref name="value"/> over <c>i</c>.</summary>
    public void Each(string value) => Each(Step.Kernel!.Type, value);

    /// <summary>The same for those elements that a condition over <c>i</c> picks; null for all.</summary>
    public void EachWhere(string? condition, string value) => Each(Step.Kernel!.Type, value, condition);

    /// <summary>One thread for each of so many pieces of work: the library's function of <c>i</c> stores the results itself. What was fused follows
    /// in a kernel of its own.</summary>
    public void EachWrites(int perSample, bool batched, string function, params string[] arguments)
    {
        string count = Rows(perSample, batched);
        CodeWriter body = Guarded(count, batched);
        body.Line($"{DeviceText.Library}.{function}({string.Join(", ", arguments.Prepend(DeviceChain.Index))});");
        WriteKernel(body, $"{DeviceText.Library}.Grids.Elements({count})");
        WriteRest();
    }

    /// <summary>One thread for each element: the library's function of <c>i</c> and what is given.</summary>
    public void Each(string function, params string[] arguments) =>
        Each($"{DeviceText.Library}.{function}({string.Join(", ", arguments.Prepend(DeviceChain.Index))})");

    /// <summary>A thread for each four neighbours of a step of elementwise nodes alone, or of random numbers too, which are as fast as memory is.</summary>
    /// <returns>Whether that goes: extents are multiples of four, and nothing is read both here and elsewhere.</returns>
    private bool TryFours(TensorType domain, string? value)
    {
        if (Step.Kernel is { Inputs.Length: > 0 } || domain.Size % 4 != 0)
        {
            return false;
        }

        var lanes = new FourLanes(View);
        var chain = new CodeWriter();
        new DeviceChain(this, lanes.ViewOf, lanes).Write(chain, value);
        if (!lanes.Work)
        {
            return false;
        }

        StepParameter[] own = [.. InOrder];
        string count = Rows(domain.Size, domain.Batched), function = Name + "OfOne";
        CodeWriter body = Guarded(count, domain.Batched, " * 4");
        lanes.WriteCalls(body, function, own);
        WriteKernel(body, $"{DeviceText.Library}.Grids.Fours({count})");
        Members.Line();
        lanes.WriteFunction(Members, function, own, chain.ToString());
        return true;
    }

    private void Each(TensorType domain, string? value, string? condition = null)
    {
        if (condition is null && TryFours(domain, value))
        {
            return;
        }

        string count = Rows(domain.Size, domain.Batched);
        CodeWriter body = Guarded(count, domain.Batched);
        if (condition is null)
        {
            new DeviceChain(this, View).Write(body, value);
        }
        else
        {
            using (body.Braces($"if ({condition})"))
            {
                new DeviceChain(this, View).Write(body, value);
            }
        }

        WriteKernel(body, $"{DeviceText.Library}.Grids.Elements({count})");
    }

    /// <summary>The beginning of a kernel whose thread number <c>i</c> has work if it is below the count.</summary>
    private CodeWriter Guarded(string count, bool batched, string each = "")
    {
        var body = new CodeWriter();
        body.Line($"int {DeviceChain.Index} = {DeviceText.Library}.Threads.Element{each};");
        using (body.Braces($"if ({DeviceChain.Index} >= {(batched ? count.Replace("samples", Samples) : count)})"))
        {
            body.Line("return;");
        }

        body.Line();
        return body;
    }
}
