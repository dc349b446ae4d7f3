using System.Reflection;
using System.Reflection.Emit;

namespace ILGPU.StandIn;

internal sealed unsafe partial class Rewriter
{
    private void EmitCall(Frame frame, MethodBase caller, Instruction instruction, Type? constraint, Slot[] stack)
    {
        var il = frame.Il;
        var method = Calls.Resolve((MethodBase)instruction.Operand!, constraint);
        switch (Calls.Kind(method))
        {
            case CallKind.Meeting:
                EmitMeeting(frame, caller, instruction, (MethodInfo)method, stack);
                return;
            case CallKind.Library:
                if (watched && method.DeclaringType == typeof(Atomic))
                    WatchAtomic(frame, (MethodInfo)method);
                break;
            case CallKind.Own when Calls.Suspends(method) || (watched && method.GetMethodBody()!.GetILAsByteArray()!.Length <= InlinedBytes):
                EmitInlined(frame, instruction, method, stack);
                return;
            case CallKind.Own when watched && instruction.OpCode != OpCodes.Newobj:
                il.Emit(OpCodes.Ldarg, (short)frame.Lane);
                il.Emit(OpCodes.Call, Helper(method, Own(method, MethodReader.Read(method), stack, isNew: false)));
                return;
        }
        if (method is ConstructorInfo constructor)
            il.Emit(instruction.OpCode, constructor);
        else
            il.Emit(OpCodes.Call, (MethodInfo)method);
    }

    /// <summary>Puts what the others may ask for, keeps everything, returns; on return goes on with what this lane asked for.</summary>
    private void EmitMeeting(Frame frame, MethodBase caller, Instruction instruction, MethodInfo method, Slot[] stack)
    {
        var il = frame.Il;
        var isOfWarp = method.DeclaringType == typeof(Warp);
        var parameters = method.GetParameters();
        var type = method.IsGenericMethod ? method.GetGenericArguments() : [];
        if (parameters.Length > 0)
        {
            var put = parameters.Length == 1 ? nameof(Exchange.PutVote) : isOfWarp ? nameof(Exchange.PutWarp) : nameof(Exchange.PutGroup);
            CallExchange(frame, put, type);
        }
        var spilled = Spill(frame, stack[..^parameters.Length]);

        frame.Sites.Add(new Site(isOfWarp, $"{method.DeclaringType!.Name}.{method.Name} at IL_{instruction.Offset:x4} of {Names.Of(caller)}"));
        var resumption = il.DefineLabel();
        resumptions.Add(resumption);
        il.Emit(OpCodes.Ldc_I4, frame.Sites.Count);
        il.Emit(OpCodes.Stloc, frame.State!);
        il.Emit(OpCodes.Br, frame.Suspend);
        il.MarkLabel(resumption);

        foreach (var place in spilled)
            place.Load(il);
        if (parameters.Length > 0)
            CallExchange(frame, method.Name == "Broadcast" ? isOfWarp ? nameof(Exchange.WarpBroadcast) : nameof(Exchange.GroupBroadcast) : method.Name, type);
    }

    private static void CallExchange(Frame frame, string name, Type[] type)
    {
        var method = typeof(Exchange).GetMethod(name)!;
        frame.Il.Emit(OpCodes.Ldarg, (short)frame.Lane);
        frame.Il.Emit(OpCodes.Call, method.IsGenericMethod ? method.MakeGenericMethod(type) : method);
    }

    /// <summary>Moves the stack into variables; loading them in order puts it back.</summary>
    private static List<Place> Spill(Frame frame, Slot[] stack)
    {
        var places = stack.Select(slot => frame.Variable(slot.Type, isAddressTaken: false)).ToList();
        for (var i = places.Count - 1; i >= 0; i--)
            places[i].Store(frame.Il);
        return places;
    }

    /// <summary>Which arguments are addresses of the thread's own variables, and stay so: what is reached through them need not be watched.</summary>
    private static ulong Own(MethodBase method, List<Instruction> instructions, Slot[] stack, bool isNew)
    {
        var count = StackShapes.Arguments(method).Length;
        var own = isNew ? 1ul : 0;
        for (var i = isNew ? 1 : 0; i < Math.Min(count, 64); i++)
        {
            if (stack[stack.Length - count + i].IsOwn && !Uses(instructions, i).IsWritten)
                own |= 1ul << i;
        }
        return own;
    }

    private void EmitInlined(Frame frame, Instruction instruction, MethodBase method, Slot[] stack)
    {
        var il = frame.Il;
        var isNew = instruction.OpCode == OpCodes.Newobj;
        var instructions = MethodReader.Read(method);
        var types = StackShapes.Arguments(method);
        var passed = types.Length - (isNew ? 1 : 0);
        var places = new Place[types.Length];
        for (var i = types.Length - 1; i >= types.Length - passed; i--)
        {
            places[i] = frame.Variable(types[i], Uses(instructions, i).IsAddressTaken);
            places[i].Store(il);
        }
        List<Place> under = Calls.Suspends(method) ? Spill(frame, stack[..^passed]) : [];
        Place? made = null;
        if (isNew)
        {
            made = frame.Variable(method.DeclaringType!, isAddressTaken: true);
            places[0] = frame.Variable(types[0], isAddressTaken: false);
            made.Address(il);
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Initobj, method.DeclaringType!);
            places[0].Store(il);
        }
        var result = method is MethodInfo { ReturnType: var type } && type != typeof(void) ? frame.Variable(type, isAddressTaken: false) : null;
        var end = il.DefineLabel();
        EmitBody(frame, method, instructions, places, end, result, Own(method, instructions, stack, isNew));
        il.MarkLabel(end);
        foreach (var place in under)
            place.Load(il);
        (made ?? result)?.Load(il);
    }
}
