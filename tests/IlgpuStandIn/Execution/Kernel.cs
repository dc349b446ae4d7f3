using System.Reflection;
using System.Reflection.Emit;
using ILGPU.Runtime;

namespace ILGPU.StandIn;

/// <summary>Runs one lane until it ends or waits; returns its state.</summary>
internal unsafe delegate int ResumeLane(Lane* lane, byte* arguments);

/// <summary>A kernel that was looked at and made ready.</summary>
internal sealed unsafe class Kernel
{
    private readonly ParameterInfo[] parameters;
    private readonly int[] offsets;

    private Kernel(Accelerator accelerator, MethodInfo method, bool isGrouped)
    {
        Accelerator = accelerator;
        Name = method.Name;
        IsGrouped = isGrouped;
        parameters = isGrouped ? method.GetParameters() : method.GetParameters()[1..];
        offsets = new int[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            offsets[i] = ArgumentBytes;
            ArgumentBytes += Layout.Slot(parameters[i].ParameterType);
        }
        Resume = Direct(method);
        HasBarriers = isGrouped;
    }

    public Accelerator Accelerator { get; }
    public string Name { get; }

    /// <summary>Whether the kernel says itself what a group is.</summary>
    public bool IsGrouped { get; }
    public bool HasBarriers { get; }
    public ResumeLane Resume { get; }
    public int ArgumentBytes { get; }

    public static Kernel Load(Accelerator accelerator, Delegate action, bool isGrouped)
    {
        ArgumentNullException.ThrowIfNull(action);
        accelerator.ThrowIfLost();
        return new Kernel(accelerator, action.Method, isGrouped);
    }

    public Launch On(AcceleratorStream stream, KernelConfig config) => new Launch(this, stream).Over(config);

    public Launch On<TIndex>(AcceleratorStream stream, TIndex extent) where TIndex : struct, IIndex => new Launch(this, stream).Over(extent);

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

    /// <summary>A call of the method itself, its arguments taken from their block.</summary>
    private ResumeLane Direct(MethodInfo method)
    {
        var call = new DynamicMethod(Name, typeof(int), [typeof(Lane*), typeof(byte*)], typeof(Kernel).Module, skipVisibility: true);
        var il = call.GetILGenerator();
        if (!IsGrouped)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Call, typeof(Layout).GetMethod(nameof(Layout.Index))!.MakeGenericMethod(method.GetParameters()[0].ParameterType));
        }
        for (var i = 0; i < parameters.Length; i++)
        {
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Ldc_I4, offsets[i]);
            il.Emit(OpCodes.Add);
            il.Emit(OpCodes.Ldobj, parameters[i].ParameterType);
        }
        il.Emit(OpCodes.Call, method);
        il.Emit(OpCodes.Ldc_I4_M1);
        il.Emit(OpCodes.Ret);
        return call.CreateDelegate<ResumeLane>();
    }
}

/// <summary>How arguments lie in their block, and how a thread's index is made.</summary>
internal static unsafe class Layout
{
    private static readonly MethodInfo sizeOf = typeof(System.Runtime.CompilerServices.Unsafe).GetMethod(nameof(System.Runtime.CompilerServices.Unsafe.SizeOf))!;

    public static int SizeOf(Type type) => (int)sizeOf.MakeGenericMethod(type).Invoke(null, null)!;

    public static int Slot(Type type) => Alignment.Up(SizeOf(type), 16);

    public static T Index<T>(Lane* lane) where T : struct
    {
        var linear = (long)lane->Grid.X * lane->GroupDim.X + lane->Linear;
        var extent = lane->GridDim;
        if (typeof(T) == typeof(Index1D))
            return (T)(object)new Index1D((int)linear);
        if (typeof(T) == typeof(LongIndex1D))
            return (T)(object)new LongIndex1D(linear);
        throw new NotSupportedException($"A kernel over {typeof(T)}.");
    }
}
