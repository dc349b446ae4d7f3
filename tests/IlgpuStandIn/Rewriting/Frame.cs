using System.Reflection.Emit;

namespace ILGPU.StandIn;

/// <summary>The variables of one emitted method, and which of them are kept in the lane while it waits.</summary>
internal sealed unsafe class Frame(ILGenerator il, int lane, bool waits, bool homes)
{
    private readonly List<(LocalBuilder Local, int Offset)> kept = [];
    private readonly Dictionary<Type, LocalBuilder> temporaries = [];

    public ILGenerator Il => il;

    /// <summary>The argument that points at the lane.</summary>
    public int Lane => lane;

    /// <summary>Bytes of a lane with what it keeps.</summary>
    public int Bytes { get; private set; } = Alignment.Up(sizeof(Lane), 16);

    /// <summary>Whether a reference is kept: it may point at a variable, which then must not move.</summary>
    public bool KeepsReferences { get; private set; }

    public List<Site> Sites { get; } = [];
    public Label Suspend { get; } = waits ? il.DefineLabel() : default;
    public LocalBuilder? State { get; } = waits ? il.DeclareLocal(typeof(int)) : null;

    /// <summary>A variable of the kernel or of a method inlined into it.</summary>
    public Place Variable(Type type, bool isAddressTaken)
    {
        if (waits && homes && isAddressTaken)
            return new Place.Home(type, lane, Reserve(type), Temporary(type));
        var local = il.DeclareLocal(type);
        if (waits)
        {
            kept.Add((local, Reserve(type)));
            KeepsReferences |= type.IsByRef || type.IsPointer || type == typeof(nint);
        }
        return new Place.Local(local);
    }

    /// <summary>A variable that never outlives a barrier; one for each type.</summary>
    public LocalBuilder Temporary(Type type) =>
        temporaries.TryGetValue(type, out var local) ? local : temporaries[type] = il.DeclareLocal(type);

    public void Keep()
    {
        foreach (var (local, offset) in kept)
        {
            At(offset);
            il.Emit(OpCodes.Ldloc, local);
            if (local.LocalType.IsByRef)
                il.Emit(OpCodes.Conv_U);
            il.Emit(OpCodes.Stobj, Kept(local.LocalType));
        }
    }

    public void Restore()
    {
        foreach (var (local, offset) in kept)
        {
            At(offset);
            il.Emit(OpCodes.Ldobj, Kept(local.LocalType));
            il.Emit(OpCodes.Stloc, local);
        }
    }

    private static Type Kept(Type type) => type.IsByRef ? typeof(nint) : type;

    private int Reserve(Type type)
    {
        var offset = Bytes;
        Bytes += Alignment.Up(Layout.SizeOf(Kept(type)), 16);
        return offset;
    }

    private void At(int offset)
    {
        il.Emit(OpCodes.Ldarg, (short)lane);
        il.Emit(OpCodes.Ldc_I4, offset);
        il.Emit(OpCodes.Add);
    }
}

/// <summary>A place where threads meet.</summary>
internal sealed record Site(bool IsOfWarp, string Text);
