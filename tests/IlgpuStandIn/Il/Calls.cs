using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;

namespace ILGPU.StandIn;

/// <summary>What a call means for a kernel.</summary>
internal enum CallKind
{
    /// <summary>A method of the kernel's author: looked at, and rewritten with the kernel.</summary>
    Own,

    /// <summary>ILGPU's or the base class library's: called as it is.</summary>
    Library,

    /// <summary>All threads of the group, or of the warp, have to come here before any goes on.</summary>
    Meeting,
}

internal static class Calls
{
    private static readonly HashSet<string> meetings =
    [
        "Group.Barrier", "Group.BarrierPopCount", "Group.BarrierAnd", "Group.BarrierOr", "Group.Broadcast",
        "Warp.Barrier", "Warp.Shuffle", "Warp.ShuffleDown", "Warp.ShuffleUp", "Warp.ShuffleXor", "Warp.Broadcast",
    ];

    private static readonly ConcurrentDictionary<MethodBase, bool> suspends = [];

    public static CallKind Kind(MethodBase method)
    {
        if (method.Module != typeof(Calls).Module)
            return method.DeclaringType?.Assembly == typeof(object).Assembly ? CallKind.Library : CallKind.Own;
        return IsMeeting(method) ? CallKind.Meeting : CallKind.Library;
    }

    public static bool IsMeeting(MethodBase method) =>
        method.Module == typeof(Calls).Module && method.DeclaringType is { Namespace: "ILGPU" } type && meetings.Contains($"{type.Name}.{method.Name}");

    /// <summary>The methods that the instructions call, constrained ones resolved to what the type arguments implement.</summary>
    public static IEnumerable<(Instruction At, MethodBase Method)> In(IReadOnlyList<Instruction> instructions)
    {
        for (var i = 0; i < instructions.Count; i++)
        {
            if (instructions[i] is { Operand: MethodBase method } at && (at.OpCode == OpCodes.Call || at.OpCode == OpCodes.Callvirt || at.OpCode == OpCodes.Newobj))
                yield return (at, Resolve(method, Constraint(instructions, i)));
        }
    }

    public static Type? Constraint(IReadOnlyList<Instruction> instructions, int index) =>
        index > 0 && instructions[index - 1] is { Operand: Type type } prefix && prefix.OpCode == OpCodes.Constrained ? type : null;

    /// <summary>Whether a thread may have to wait in the method or in what it calls.</summary>
    public static bool Suspends(MethodBase method)
    {
        if (suspends.TryGetValue(method, out var known))
            return known;
        var found = In(MethodReader.Read(method)).Any(call =>
            IsMeeting(call.Method) || (call.Method != method && Kind(call.Method) == CallKind.Own && call.Method.GetMethodBody() is not null && Suspends(call.Method)));
        return suspends[method] = found;
    }

    /// <summary>The method that a call on a value of the constraining type reaches.</summary>
    public static MethodBase Resolve(MethodBase method, Type? constraint)
    {
        if (constraint is null || method is not MethodInfo called || method.DeclaringType is not { } declaring)
            return method;
        if (!declaring.IsInterface)
            return constraint.GetMethod(method.Name, [.. method.GetParameters().Select(parameter => parameter.ParameterType)]) ?? method;
        var open = called.IsGenericMethod ? called.GetGenericMethodDefinition() : called;
        var map = constraint.GetInterfaceMap(declaring);
        var index = Array.FindIndex(map.InterfaceMethods, candidate => candidate == open || candidate.MetadataToken == open.MetadataToken && candidate.Module == open.Module);
        if (index < 0)
            return method;
        var target = map.TargetMethods[index];
        return called.IsGenericMethod ? target.MakeGenericMethod(called.GetGenericArguments()) : target;
    }
}
