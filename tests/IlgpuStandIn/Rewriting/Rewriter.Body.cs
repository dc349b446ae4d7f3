using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace ILGPU.StandIn;

internal sealed unsafe partial class Rewriter
{
    /// <summary>Emits a method's instructions; they end at the label, the result in its place.</summary>
    private void EmitBody(Frame frame, MethodBase method, List<Instruction> instructions, Place[] arguments, Label end, Place? result, ulong own)
    {
        var il = frame.Il;
        var shapes = new StackShapes(method, instructions, own);
        var targets = instructions.SelectMany(StackShapes.Targets).Distinct().ToDictionary(offset => offset, _ => il.DefineLabel());
        var addressTaken = instructions.Where(Variables.IsAddress).Select(Variables.LoadedLocal).ToHashSet();
        Place[] locals = [.. method.GetMethodBody()!.LocalVariables.Select(local => frame.Variable(local.LocalType, addressTaken.Contains(local.LocalIndex)))];

        for (var i = 0; i < instructions.Count; i++)
        {
            var instruction = instructions[i];
            if (targets.TryGetValue(instruction.Offset, out var label))
                il.MarkLabel(label);
            var stack = shapes.Before[i];
            switch ((ILOpCode)(ushort)instruction.OpCode.Value)
            {
                case ILOpCode.Constrained or ILOpCode.Nop or ILOpCode.Tail:
                    break;
                case ILOpCode.Ret:
                    result?.Store(il);
                    if (i < instructions.Count - 1)
                        il.Emit(OpCodes.Br, end);
                    break;
                case ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj:
                    EmitCall(frame, method, instruction, Calls.Constraint(instructions, i), stack);
                    break;
                default:
                    if (EmitVariable(il, instruction, arguments, locals))
                        break;
                    if (watched)
                        Watch(frame, instruction, stack);
                    EmitPlain(il, instruction, targets);
                    break;
            }
        }
    }

    private static bool EmitVariable(ILGenerator il, Instruction instruction, Place[] arguments, Place[] locals)
    {
        var place = Variables.Argument(instruction) is { } argument ? arguments[argument]
            : (Variables.LoadedLocal(instruction) ?? Variables.StoredLocal(instruction)) is { } local ? locals[local] : null;
        if (place is null)
            return false;
        if (Variables.IsAddress(instruction))
            place.Address(il);
        else if (Variables.StoredLocal(instruction) is not null || instruction.OpCode == OpCodes.Starg || instruction.OpCode == OpCodes.Starg_S)
            place.Store(il);
        else
            place.Load(il);
        return true;
    }

    private static void EmitPlain(ILGenerator il, Instruction instruction, Dictionary<int, Label> targets)
    {
        var code = instruction.OpCode;
        switch (code.OperandType)
        {
            case OperandType.InlineNone:
                il.Emit(code);
                break;
            case OperandType.InlineBrTarget or OperandType.ShortInlineBrTarget:
                il.Emit(Long(code), targets[(int)instruction.Operand!]);
                break;
            case OperandType.InlineSwitch:
                il.Emit(code, [.. ((int[])instruction.Operand!).Select(target => targets[target])]);
                break;
            case OperandType.ShortInlineI when code == OpCodes.Ldc_I4_S:
                il.Emit(OpCodes.Ldc_I4, (int)instruction.Operand!);
                break;
            case OperandType.ShortInlineI:
                il.Emit(code, (byte)(int)instruction.Operand!);
                break;
            case OperandType.InlineI:
                il.Emit(code, (int)instruction.Operand!);
                break;
            case OperandType.InlineI8:
                il.Emit(code, (long)instruction.Operand!);
                break;
            case OperandType.ShortInlineR:
                il.Emit(code, (float)instruction.Operand!);
                break;
            case OperandType.InlineR:
                il.Emit(code, (double)instruction.Operand!);
                break;
            case OperandType.InlineField:
                il.Emit(code, (FieldInfo)instruction.Operand!);
                break;
            case OperandType.InlineType:
                il.Emit(code, (Type)instruction.Operand!);
                break;
            default:
                throw new NotSupportedException($"{instruction} cannot be emitted.");
        }
    }

    private static readonly Dictionary<string, OpCode> byName = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Name!);

    private static OpCode Long(OpCode code) => code.OperandType == OperandType.ShortInlineBrTarget ? byName[code.Name![..^2]] : code;
}
