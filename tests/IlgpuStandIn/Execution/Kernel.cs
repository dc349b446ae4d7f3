using System.Collections.Concurrent;
using System.Reflection;
using ILGPU.Runtime;

namespace ILGPU.StandIn;

/// <summary>Runs one lane until it ends or waits; returns its state.</summary>
internal unsafe delegate int ResumeLane(Lane* lane, byte* arguments);

/// <summary>A kernel that was looked at and made ready.</summary>
internal sealed unsafe class Kernel
{
    private static readonly ConcurrentDictionary<(MethodInfo, bool IsGrouped, bool IsWatched), Rewritten> rewritten = [];

    private readonly Stack<Launch> free = [];
    private readonly ParameterInfo[] parameters;
    private readonly int[] offsets;

    private Kernel(Accelerator accelerator, MethodInfo method, bool isGrouped)
    {
        Accelerator = accelerator;
        Name = Names.Of(method);
        var inspection = Inspected(accelerator.Context, method, isGrouped);
        accelerator.Warnings.AddRange(inspection.Warnings);
        IsWatched = accelerator.Checks.Races;
        UsesLocalMemory = inspection.UsesLocalMemory;
        parameters = isGrouped ? method.GetParameters() : method.GetParameters()[1..];
        offsets = new int[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            offsets[i] = ArgumentBytes;
            ArgumentBytes += Layout.Slot(parameters[i].ParameterType);
        }
        Code = rewritten.GetOrAdd((method, isGrouped, IsWatched), _ => new Rewriter(method, isGrouped, offsets, IsWatched).Run());
    }

    public Accelerator Accelerator { get; }
    public string Name { get; }
    public bool IsWatched { get; }
    public bool UsesLocalMemory { get; }
    public Rewritten Code { get; }
    public int ArgumentBytes { get; }

    public static Kernel Load(Accelerator accelerator, Delegate action, bool isGrouped)
    {
        ArgumentNullException.ThrowIfNull(action);
        accelerator.ThrowIfLost();
        return new Kernel(accelerator, action.Method, isGrouped);
    }

    public Launch On(AcceleratorStream stream, KernelConfig config) => Rent(stream).Over(config);

    public Launch On<TIndex>(AcceleratorStream stream, TIndex extent) where TIndex : struct, IIndex => Rent(stream).Over(extent);

    /// <summary>Takes a launch back, to be described anew.</summary>
    public void Return(Launch launch)
    {
        lock (free)
            free.Push(launch);
    }

    private Launch Rent(AcceleratorStream stream)
    {
        lock (free)
            return (free.TryPop(out var launch) ? launch : new Launch(this)).On(stream);
    }

    /// <summary>As in ILGPU, a context that has refused one kernel serves no other.</summary>
    private static Inspection Inspected(Context context, MethodInfo method, bool isGrouped)
    {
        if (context.Poison is { } poison)
            throw new InternalCompilerException($"This context refused a kernel before and is of no use any more. {poison.Message}");
        try
        {
            return new Inspector(method, isGrouped, context.HasAlgorithms).Run();
        }
        catch (RefusedKernelException refusal)
        {
            context.Poison = refusal;
            throw;
        }
    }

    /// <summary>The view parameter whose memory holds the address.</summary>
    public string? ParameterAt(byte* arguments, nint address)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].ParameterType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ArrayView<>))
            {
                var view = *(ArrayView<byte>*)(arguments + offsets[i]);
                var bytes = view.Length * Layout.SizeOf(type.GetGenericArguments()[0]);
                if (address >= (nint)view.Start && address < (nint)view.Start + bytes)
                    return parameters[i].Name;
            }
        }
        return null;
    }
}
