using System.Reflection;
using System.Reflection.Emit;

namespace ILGPU.StandIn;

/// <summary>A kernel as a method that runs one lane up to its next meeting: all lanes of a group then run on one thread, in turn.</summary>
internal sealed record Rewritten(ResumeLane Resume, int LaneBytes, IReadOnlyList<Site> Sites);

/// <summary>
/// Emits a kernel anew. What waits (a barrier, a shuffle) becomes: keep the variables, return; on return: restore them, go on. Methods that wait
/// are inlined, so that a kernel is one emitted method. If accesses are watched, each load and store through an address calls <see cref="Shadow"/>.
/// </summary>
internal sealed unsafe partial class Rewriter(MethodInfo kernel, bool isGrouped, int[] offsets, bool watched)
{
    private const int InlinedBytes = 96;

    private readonly Dictionary<(MethodBase, ulong Own), DynamicMethod> helpers = [];

    public Rewritten Run()
    {
        var waits = Calls.Suspends(kernel);
        var (method, frame) = Emit(waits, homes: false);
        if (frame.KeepsReferences)
            (method, frame) = Emit(waits, homes: true);
        return new Rewritten(method.CreateDelegate<ResumeLane>(), frame.Bytes, frame.Sites);
    }

    private (DynamicMethod Method, Frame Frame) Emit(bool waits, bool homes)
    {
        var method = new DynamicMethod(kernel.Name, typeof(int), [typeof(Lane*), typeof(byte*)], typeof(Rewriter).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        var frame = new Frame(il, lane: 0, waits, homes);
        var (restore, end) = (il.DefineLabel(), il.DefineLabel());
        if (waits)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, typeof(Lane).GetField(nameof(Lane.State))!);
            il.Emit(OpCodes.Brtrue, restore);
        }

        var instructions = MethodReader.Read(kernel);
        var (arguments, reload) = KernelArguments(frame, instructions);
        reload(true);
        EmitBody(frame, kernel, instructions, arguments, end, result: null, own: 0);

        il.MarkLabel(end);
        il.Emit(OpCodes.Ldc_I4_M1);
        il.Emit(OpCodes.Ret);
        if (waits)
        {
            il.MarkLabel(restore);
            frame.Restore();
            reload(false);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, typeof(Lane).GetField(nameof(Lane.State))!);
            il.Emit(OpCodes.Ldc_I4_1);
            il.Emit(OpCodes.Sub);
            il.Emit(OpCodes.Switch, [.. resumptions]);
            resumptions.Clear();
            il.Emit(OpCodes.Ldc_I4_M1);
            il.Emit(OpCodes.Ret);

            il.MarkLabel(frame.Suspend);
            frame.Keep();
            il.Emit(OpCodes.Ldloc, frame.State!);
            il.Emit(OpCodes.Ret);
        }
        return (method, frame);
    }

    private readonly List<Label> resumptions = [];

    /// <summary>Places for the kernel's arguments. What is only read comes from the block each time; the rest is kept like any variable.</summary>
    private (Place[] Places, Action<bool> Load) KernelArguments(Frame frame, List<Instruction> instructions)
    {
        var types = StackShapes.Arguments(kernel);
        var places = new Place[types.Length];
        var (constant, variable) = (new List<(int Block, Place Place)>(), new List<(int Block, Place Place)>());
        var block = isGrouped ? 0 : -1;
        for (var i = 0; i < types.Length; i++)
        {
            if (!types[i].IsValueType)
            {
                places[i] = new Place.Nothing(types[i]);
                continue;
            }
            var (isAddressTaken, isWritten) = Uses(instructions, i);
            var isConstant = !isWritten && (!isAddressTaken || IsView(types[i]));
            places[i] = isConstant ? new Place.Local(frame.Il.DeclareLocal(types[i])) : frame.Variable(types[i], isAddressTaken);
            (isConstant ? constant : variable).Add((block++, places[i]));
        }
        return (places, isFirst =>
        {
            Load(frame.Il, constant);
            if (isFirst)
                Load(frame.Il, variable);
        });
    }

    private void Load(ILGenerator il, List<(int Block, Place Place)> places)
    {
        foreach (var (block, place) in places)
        {
            if (block < 0)
            {
                il.Emit(OpCodes.Ldarg_0);
                il.Emit(OpCodes.Call, typeof(Layout).GetMethod(nameof(Layout.Index))!.MakeGenericMethod(place.Type));
            }
            else
            {
                il.Emit(OpCodes.Ldarg_1);
                il.Emit(OpCodes.Ldc_I4, offsets[block]);
                il.Emit(OpCodes.Add);
                il.Emit(OpCodes.Ldobj, place.Type);
            }
            place.Store(il);
        }
    }

    private static (bool IsAddressTaken, bool IsWritten) Uses(List<Instruction> instructions, int argument)
    {
        var (isAddressTaken, isWritten) = (false, false);
        foreach (var instruction in instructions.Where(instruction => Variables.Argument(instruction) == argument))
        {
            isAddressTaken |= Variables.IsAddress(instruction);
            isWritten |= instruction.OpCode == OpCodes.Starg || instruction.OpCode == OpCodes.Starg_S;
        }
        return (isAddressTaken, isWritten);
    }

    /// <summary>Views cannot be changed but as a whole, so a reference to one is as good as a copy.</summary>
    private static bool IsView(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ArrayView<>);

    /// <summary>A method too large to inline, with its accesses watched: its arguments, then the lane.</summary>
    private DynamicMethod Helper(MethodBase method, ulong own)
    {
        if (helpers.TryGetValue((method, own), out var known))
            return known;
        var types = StackShapes.Arguments(method);
        var result = method is MethodInfo { ReturnType: var type } ? type : typeof(void);
        var helper = helpers[(method, own)] =
            new DynamicMethod(method.Name, result, [.. types, typeof(Lane*)], typeof(Rewriter).Module, skipVisibility: true);
        var frame = new Frame(helper.GetILGenerator(), types.Length, waits: false, homes: false);
        var end = frame.Il.DefineLabel();
        var place = result == typeof(void) ? null : new Place.Local(frame.Il.DeclareLocal(result));
        EmitBody(frame, method, MethodReader.Read(method), [.. types.Select((type, i) => (Place)new Place.Argument(type, i))], end, place, own);
        frame.Il.MarkLabel(end);
        place?.Load(frame.Il);
        frame.Il.Emit(OpCodes.Ret);
        return helper;
    }
}
