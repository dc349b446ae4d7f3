using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace ILGPU.StandIn;

internal sealed unsafe partial class Rewriter
{
    /// <summary>Tells <see cref="Shadow"/> of a load or store through an address that others may share; the stack is left as it was.</summary>
    private static void Watch(Frame frame, Instruction instruction, Slot[] stack)
    {
        switch ((ILOpCode)(ushort)instruction.OpCode.Value)
        {
            case ILOpCode.Ldobj:
                Load(frame, stack, (Type)instruction.Operand!, null);
                break;
            case ILOpCode.Ldfld:
                Load(frame, stack, ((FieldInfo)instruction.Operand!).FieldType, (FieldInfo)instruction.Operand!);
                break;
            case ILOpCode.Stobj:
                Store(frame, stack, (Type)instruction.Operand!, null);
                break;
            case ILOpCode.Stfld:
                Store(frame, stack, ((FieldInfo)instruction.Operand!).FieldType, (FieldInfo)instruction.Operand!);
                break;
            case ILOpCode.Initobj when !stack[^1].IsOwn:
                frame.Il.Emit(OpCodes.Dup);
                Tell(frame, nameof(Shadow.Write), (Type)instruction.Operand!);
                break;
            default:
                if (Accessed((ILOpCode)(ushort)instruction.OpCode.Value) is not { } access)
                    break;
                if (access.IsStore)
                    Store(frame, stack, access.Type, null);
                else
                    Load(frame, stack, access.Type, null);
                break;
        }
    }

    private static void Load(Frame frame, Slot[] stack, Type type, FieldInfo? field)
    {
        if (stack[^1].IsOwn || !stack[^1].IsAddress)
            return;
        frame.Il.Emit(OpCodes.Dup);
        if (field is not null)
            frame.Il.Emit(OpCodes.Ldflda, field);
        Tell(frame, nameof(Shadow.Read), type);
    }

    private static void Store(Frame frame, Slot[] stack, Type type, FieldInfo? field)
    {
        if (stack[^2].IsOwn)
            return;
        var value = frame.Temporary(type);
        frame.Il.Emit(OpCodes.Stloc, value);
        frame.Il.Emit(OpCodes.Dup);
        if (field is not null)
            frame.Il.Emit(OpCodes.Ldflda, field);
        Tell(frame, nameof(Shadow.Write), type);
        frame.Il.Emit(OpCodes.Ldloc, value);
    }

    private static void WatchAtomic(Frame frame, MethodInfo method)
    {
        var parameters = method.GetParameters();
        var values = parameters[1..].Select((parameter, i) => frame.Il.DeclareLocal(parameter.ParameterType)).ToArray();
        for (var i = values.Length - 1; i >= 0; i--)
            frame.Il.Emit(OpCodes.Stloc, values[i]);
        frame.Il.Emit(OpCodes.Dup);
        Tell(frame, nameof(Shadow.Update), parameters[0].ParameterType.GetElementType()!);
        foreach (var value in values)
            frame.Il.Emit(OpCodes.Ldloc, value);
    }

    private static void Tell(Frame frame, string what, Type type)
    {
        frame.Il.Emit(OpCodes.Conv_U);
        frame.Il.Emit(OpCodes.Ldc_I4, Layout.SizeOf(type));
        frame.Il.Emit(OpCodes.Ldarg, (short)frame.Lane);
        frame.Il.Emit(OpCodes.Call, typeof(Shadow).GetMethod(what)!);
    }

    private static (Type Type, bool IsStore)? Accessed(ILOpCode code) => code switch
    {
        ILOpCode.Ldind_i1 or ILOpCode.Ldind_u1 => (typeof(byte), false),
        ILOpCode.Ldind_i2 or ILOpCode.Ldind_u2 => (typeof(short), false),
        ILOpCode.Ldind_i4 or ILOpCode.Ldind_u4 => (typeof(int), false),
        ILOpCode.Ldind_i8 => (typeof(long), false),
        ILOpCode.Ldind_i => (typeof(nint), false),
        ILOpCode.Ldind_r4 => (typeof(float), false),
        ILOpCode.Ldind_r8 => (typeof(double), false),
        ILOpCode.Stind_i1 => (typeof(byte), true),
        ILOpCode.Stind_i2 => (typeof(short), true),
        ILOpCode.Stind_i4 => (typeof(int), true),
        ILOpCode.Stind_i8 => (typeof(long), true),
        ILOpCode.Stind_i => (typeof(nint), true),
        ILOpCode.Stind_r4 => (typeof(float), true),
        ILOpCode.Stind_r8 => (typeof(double), true),
        _ => null,
    };
}
