using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace ILGPU.StandIn;

internal sealed partial class Inspector
{
    private void InspectInstruction(MethodBase method, List<Instruction> instructions, int index)
    {
        var instruction = instructions[index];
        var code = (ILOpCode)(ushort)instruction.OpCode.Value;
        if (WhyNot(code) is { } why)
            throw Refused(method, instruction, why);
        switch (instruction.Operand)
        {
            case FieldInfo { IsStatic: true } field:
                InspectStatic(method, instruction, field);
                break;
            case Type type when Types.WhyNot(type) is { } reason && code != ILOpCode.Constrained:
                throw Refused(method, instruction, $"it uses {reason}");
            case MethodBase allocate when IsAllocation(allocate):
                if (method == kernel && index > 0 && Variables.Argument(instructions[index - 1]) is not null)
                    throw Refused(method, instruction, "the size must be known when the kernel is compiled: a constant or a SpecializedValue");
                if (allocate.DeclaringType == typeof(LocalMemory))
                    usesLocalMemory = true;
                break;
        }
        if (code is ILOpCode.Ldarg_0 && method == kernel && !kernel.IsStatic)
            throw Refused(method, instruction, "it is a lambda that uses its instance");
    }

    private static bool IsAllocation(MethodBase method) =>
        method.Name is "Allocate" or "Allocate1D" && method.GetParameters().Length > 0
        && (method.DeclaringType == typeof(SharedMemory) || method.DeclaringType == typeof(LocalMemory));

    private void InspectStatic(MethodBase method, Instruction instruction, FieldInfo field)
    {
        if (instruction.OpCode == OpCodes.Stsfld)
            throw Refused(method, instruction, "it writes a static field");
        if (!field.IsInitOnly && !field.IsLiteral)
            throw Refused(method, instruction, "it reads a static field that may change: make it readonly or a constant");
        if (Types.WhyNot(field.FieldType) is { } why)
            throw Refused(method, instruction, $"the static field is {why}");
    }

    private static string? WhyNot(ILOpCode code) => code switch
    {
        ILOpCode.Throw or ILOpCode.Rethrow => "it throws: devices have no exceptions",
        ILOpCode.Ldstr => "it uses a string",
        ILOpCode.Newarr or (>= ILOpCode.Ldelema and <= ILOpCode.Stelem) or ILOpCode.Ldlen => "it uses an array: use LocalMemory, SharedMemory or a view",
        ILOpCode.Box or ILOpCode.Unbox or ILOpCode.Unbox_any => "it boxes a value",
        ILOpCode.Isinst or ILOpCode.Castclass or ILOpCode.Ldnull => "it uses an object",
        ILOpCode.Ldftn or ILOpCode.Ldvirtftn or ILOpCode.Calli or ILOpCode.Jmp => "it makes or calls a delegate or function pointer",
        ILOpCode.Localloc => "it uses stackalloc: use LocalMemory",
        ILOpCode.Leave or ILOpCode.Leave_s or ILOpCode.Endfinally or ILOpCode.Endfilter => "it has a try block",
        ILOpCode.Ldtoken or ILOpCode.Mkrefany or ILOpCode.Refanytype or ILOpCode.Refanyval or ILOpCode.Arglist => "it asks for a type at run time",
        ILOpCode.Cpblk or ILOpCode.Initblk or ILOpCode.Cpobj or ILOpCode.Ckfinite => "ILGPU does not know this instruction",
        ILOpCode.Stind_ref or ILOpCode.Ldind_ref => "it uses an object",
        _ => null,
    };

    private void InspectCall(MethodBase method, Instruction at, MethodBase called)
    {
        if (at.OpCode == OpCodes.Newobj && !called.DeclaringType!.IsValueType)
            throw Refused(method, at, $"it makes an object of the class {Names.Of(called.DeclaringType)}");
        switch (Calls.Kind(called))
        {
            case CallKind.Own:
                if (called is { IsStatic: false, DeclaringType.IsValueType: false })
                    throw Refused(method, at, called.IsVirtual ? "it calls a virtual method" : "it calls an instance method of a class");
                if (called is { IsAbstract: true })
                    throw Refused(method, at, "it calls a method that no type argument decides");
                Inspect(called);
                break;
            case CallKind.Meeting:
                if (!isGrouped)
                    throw Refused(method, at, "groups and warps meet only in explicitly grouped kernels: load it with LoadStreamKernel or LoadKernel");
                break;
            default:
                if (!isGrouped && (called.DeclaringType == typeof(SharedMemory) || called.DeclaringType == typeof(Warp)))
                    throw Refused(method, at, "only explicitly grouped kernels have shared memory and warps: load it with LoadStreamKernel or LoadKernel");
                if (Library.WhyNot(called, hasAlgorithms) is { } why)
                    throw Refused(method, at, why);
                break;
        }
    }
}
