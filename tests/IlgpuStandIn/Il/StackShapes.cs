using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace ILGPU.StandIn;

/// <summary>
/// A value on the evaluation stack; whether it is an address within the thread's own variables, which nobody else sees; the local that it is the
/// address of.
/// </summary>
internal readonly record struct Slot(Type Type, bool IsOwn = false, int? Variable = null)
{
    public bool IsAddress => Type.IsByRef || Type.IsPointer || Type == typeof(nint) || Type == typeof(nuint);
}

/// <summary>What lies on the evaluation stack before each instruction of a method.</summary>
internal sealed class StackShapes
{
    private readonly Dictionary<int, Slot[]> atTargets = [];
    private readonly MethodBase method;
    private readonly Type[] arguments, locals;
    private readonly ulong own;

    /// <summary>The shapes of a method; a bit of <paramref name="own"/> is set where the argument is an address of the thread's own.</summary>
    public StackShapes(MethodBase method, IReadOnlyList<Instruction> instructions, ulong own = 0)
    {
        this.method = method;
        this.own = own;
        arguments = Arguments(method);
        locals = [.. method.GetMethodBody()!.LocalVariables.Select(local => local.LocalType)];
        Before = new Slot[instructions.Count][];
        Slot[]? stack = [];
        for (var i = 0; i < instructions.Count; i++)
        {
            var instruction = instructions[i];
            if (atTargets.TryGetValue(instruction.Offset, out var joined))
                stack = joined;
            Before[i] = stack ?? [];
            var after = new Stack<Slot>(Before[i]);
            Step(after, instruction, Calls.Constraint(instructions, i));
            stack = [.. after.Reverse()];
            foreach (var target in Targets(instruction))
                atTargets.TryAdd(target, stack);
            if (instruction.OpCode.FlowControl is FlowControl.Branch or FlowControl.Return or FlowControl.Throw)
                stack = null;
        }
    }

    public Slot[][] Before { get; }

    /// <summary>The types of the arguments, a struct's "this" by reference.</summary>
    public static Type[] Arguments(MethodBase method)
    {
        var types = method.GetParameters().Select(parameter => parameter.ParameterType);
        if (method.IsStatic)
            return [.. types];
        var owner = method.DeclaringType!;
        return [owner.IsValueType ? owner.MakeByRefType() : owner, .. types];
    }

    public static IEnumerable<int> Targets(Instruction instruction) => instruction.OpCode.OperandType switch
    {
        OperandType.InlineBrTarget or OperandType.ShortInlineBrTarget => [(int)instruction.Operand!],
        OperandType.InlineSwitch => (int[])instruction.Operand!,
        _ => [],
    };

    private void Step(Stack<Slot> stack, Instruction instruction, Type? constraint)
    {
        var code = (ILOpCode)(ushort)instruction.OpCode.Value;
        if (Variables.Argument(instruction) is { } argument && code is not (ILOpCode.Starg or ILOpCode.Starg_s))
        {
            stack.Push(code is ILOpCode.Ldarga or ILOpCode.Ldarga_s ? new Slot(arguments[argument].MakeByRefType(), true)
                : new Slot(arguments[argument], (own >> argument & 1) != 0));
            return;
        }
        if (Variables.LoadedLocal(instruction) is { } local)
        {
            stack.Push(code is ILOpCode.Ldloca or ILOpCode.Ldloca_s ? new Slot(locals[local].MakeByRefType(), true, local) : new Slot(locals[local]));
            return;
        }
        switch (code)
        {
            case ILOpCode.Call or ILOpCode.Callvirt:
                var called = (MethodBase)instruction.Operand!;
                Pop(stack, called.GetParameters().Length + (called.IsStatic ? 0 : 1));
                if (called is MethodInfo { ReturnType: var result } && result != typeof(void))
                    stack.Push(new Slot(result));
                break;
            case ILOpCode.Newobj:
                var constructor = (MethodBase)instruction.Operand!;
                Pop(stack, constructor.GetParameters().Length);
                stack.Push(new Slot(constructor.DeclaringType!));
                break;
            case ILOpCode.Ret:
                Pop(stack, method is MethodInfo { ReturnType: var returned } && returned != typeof(void) ? 1 : 0);
                break;
            case ILOpCode.Dup:
                stack.Push(stack.Peek());
                break;
            case ILOpCode.Ldfld:
                stack.Pop();
                stack.Push(new Slot(((FieldInfo)instruction.Operand!).FieldType));
                break;
            case ILOpCode.Ldflda:
                var own = stack.Pop().IsOwn;
                stack.Push(new Slot(((FieldInfo)instruction.Operand!).FieldType.MakeByRefType(), own));
                break;
            case ILOpCode.Ldsfld:
                stack.Push(new Slot(((FieldInfo)instruction.Operand!).FieldType));
                break;
            case ILOpCode.Ldsflda:
                stack.Push(new Slot(((FieldInfo)instruction.Operand!).FieldType.MakeByRefType()));
                break;
            case ILOpCode.Ldobj:
                stack.Pop();
                stack.Push(new Slot((Type)instruction.Operand!));
                break;
            case ILOpCode.Add or ILOpCode.Sub or ILOpCode.Mul or ILOpCode.Div or ILOpCode.Div_un or ILOpCode.Rem or ILOpCode.Rem_un or ILOpCode.And
                or ILOpCode.Or or ILOpCode.Xor or ILOpCode.Add_ovf or ILOpCode.Add_ovf_un or ILOpCode.Sub_ovf or ILOpCode.Sub_ovf_un or ILOpCode.Mul_ovf
                or ILOpCode.Mul_ovf_un:
                var (right, left) = (stack.Pop(), stack.Pop());
                stack.Push(left.IsAddress && right.IsAddress && left.Type.IsByRef && right.Type.IsByRef ? new Slot(typeof(nint))
                    : right.IsAddress && !left.IsAddress ? right : left);
                break;
            case ILOpCode.Shl or ILOpCode.Shr or ILOpCode.Shr_un:
                stack.Pop();
                break;
            case ILOpCode.Neg or ILOpCode.Not:
                break;
            default:
                Pop(stack, PopCount(instruction.OpCode));
                if (Pushed(code) is { } pushed)
                    stack.Push(new Slot(pushed));
                break;
        }
    }

    private static Type? Pushed(ILOpCode code) => code switch
    {
        ILOpCode.Ldc_r4 or ILOpCode.Ldind_r4 or ILOpCode.Conv_r4 => typeof(float),
        ILOpCode.Ldc_r8 or ILOpCode.Ldind_r8 or ILOpCode.Conv_r8 or ILOpCode.Conv_r_un => typeof(double),
        ILOpCode.Ldc_i8 or ILOpCode.Ldind_i8 or ILOpCode.Conv_i8 or ILOpCode.Conv_u8 or ILOpCode.Conv_ovf_i8 or ILOpCode.Conv_ovf_i8_un
            or ILOpCode.Conv_ovf_u8 or ILOpCode.Conv_ovf_u8_un => typeof(long),
        ILOpCode.Conv_i or ILOpCode.Conv_u or ILOpCode.Ldind_i or ILOpCode.Conv_ovf_i or ILOpCode.Conv_ovf_u or ILOpCode.Conv_ovf_i_un
            or ILOpCode.Conv_ovf_u_un => typeof(nint),
        >= ILOpCode.Ldc_i4_m1 and <= ILOpCode.Ldc_i4 => typeof(int),
        ILOpCode.Ldind_i1 or ILOpCode.Ldind_u1 or ILOpCode.Ldind_i2 or ILOpCode.Ldind_u2 or ILOpCode.Ldind_i4 or ILOpCode.Ldind_u4 => typeof(int),
        ILOpCode.Ceq or ILOpCode.Cgt or ILOpCode.Cgt_un or ILOpCode.Clt or ILOpCode.Clt_un or ILOpCode.Sizeof => typeof(int),
        >= ILOpCode.Conv_i1 and <= ILOpCode.Conv_i4 or ILOpCode.Conv_u4 or ILOpCode.Conv_u2 or ILOpCode.Conv_u1 => typeof(int),
        ILOpCode.Conv_ovf_i1 or ILOpCode.Conv_ovf_u1 or ILOpCode.Conv_ovf_i2 or ILOpCode.Conv_ovf_u2 or ILOpCode.Conv_ovf_i4 or ILOpCode.Conv_ovf_u4
            or ILOpCode.Conv_ovf_i1_un or ILOpCode.Conv_ovf_u1_un or ILOpCode.Conv_ovf_i2_un or ILOpCode.Conv_ovf_u2_un or ILOpCode.Conv_ovf_i4_un
            or ILOpCode.Conv_ovf_u4_un => typeof(int),
        _ => null,
    };

    private static int PopCount(OpCode code) => code.StackBehaviourPop switch
    {
        StackBehaviour.Pop0 => 0,
        StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
        StackBehaviour.Pop1_pop1 or StackBehaviour.Popi_pop1 or StackBehaviour.Popi_popi or StackBehaviour.Popi_popi8 or StackBehaviour.Popi_popr4
            or StackBehaviour.Popi_popr8 or StackBehaviour.Popref_pop1 or StackBehaviour.Popref_popi => 2,
        StackBehaviour.Varpop => 0,
        _ => 3,
    };

    private static void Pop(Stack<Slot> stack, int count)
    {
        for (var i = 0; i < count; i++)
            stack.Pop();
    }
}

/// <summary>Which argument or local an instruction names.</summary>
internal static class Variables
{
    public static int? Argument(Instruction instruction) => (ILOpCode)(ushort)instruction.OpCode.Value switch
    {
        ILOpCode.Ldarg_0 => 0,
        ILOpCode.Ldarg_1 => 1,
        ILOpCode.Ldarg_2 => 2,
        ILOpCode.Ldarg_3 => 3,
        ILOpCode.Ldarg_s or ILOpCode.Ldarg or ILOpCode.Ldarga_s or ILOpCode.Ldarga or ILOpCode.Starg_s or ILOpCode.Starg => (int)instruction.Operand!,
        _ => null,
    };

    public static int? LoadedLocal(Instruction instruction) => (ILOpCode)(ushort)instruction.OpCode.Value switch
    {
        ILOpCode.Ldloc_0 => 0,
        ILOpCode.Ldloc_1 => 1,
        ILOpCode.Ldloc_2 => 2,
        ILOpCode.Ldloc_3 => 3,
        ILOpCode.Ldloc_s or ILOpCode.Ldloc or ILOpCode.Ldloca_s or ILOpCode.Ldloca => (int)instruction.Operand!,
        _ => null,
    };

    public static int? StoredLocal(Instruction instruction) => (ILOpCode)(ushort)instruction.OpCode.Value switch
    {
        ILOpCode.Stloc_0 => 0,
        ILOpCode.Stloc_1 => 1,
        ILOpCode.Stloc_2 => 2,
        ILOpCode.Stloc_3 => 3,
        ILOpCode.Stloc_s or ILOpCode.Stloc => (int)instruction.Operand!,
        _ => null,
    };

    public static bool IsAddress(Instruction instruction) =>
        (ILOpCode)(ushort)instruction.OpCode.Value is ILOpCode.Ldarga_s or ILOpCode.Ldarga or ILOpCode.Ldloca_s or ILOpCode.Ldloca;
}
