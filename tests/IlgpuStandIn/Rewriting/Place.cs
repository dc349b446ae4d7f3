using System.Reflection.Emit;

namespace ILGPU.StandIn;

/// <summary>Where a variable of the kernel lives in the rewritten code.</summary>
internal abstract record Place(Type Type)
{
    public abstract void Load(ILGenerator il);
    public abstract void Store(ILGenerator il);
    public abstract void Address(ILGenerator il);

    /// <summary>A variable of the emitted method; those that outlive a barrier are copied to the lane and back.</summary>
    public sealed record Local(LocalBuilder Builder) : Place(Builder.LocalType)
    {
        public override void Load(ILGenerator il) => il.Emit(OpCodes.Ldloc, Builder);
        public override void Store(ILGenerator il) => il.Emit(OpCodes.Stloc, Builder);
        public override void Address(ILGenerator il) => il.Emit(OpCodes.Ldloca, Builder);
    }

    /// <summary>In the lane itself, at a fixed distance: for variables whose address may outlive a barrier.</summary>
    public sealed record Home(Type Type, int Lane, int Offset, LocalBuilder Temporary) : Place(Type)
    {
        public override void Load(ILGenerator il)
        {
            Address(il);
            il.Emit(OpCodes.Ldobj, Type);
        }

        public override void Store(ILGenerator il)
        {
            il.Emit(OpCodes.Stloc, Temporary);
            Address(il);
            il.Emit(OpCodes.Ldloc, Temporary);
            il.Emit(OpCodes.Stobj, Type);
        }

        public override void Address(ILGenerator il)
        {
            il.Emit(OpCodes.Ldarg, (short)Lane);
            il.Emit(OpCodes.Ldc_I4, Offset);
            il.Emit(OpCodes.Add);
        }
    }

    /// <summary>An argument of the emitted method.</summary>
    public sealed record Argument(Type Type, int Index) : Place(Type)
    {
        public override void Load(ILGenerator il) => il.Emit(OpCodes.Ldarg, (short)Index);
        public override void Store(ILGenerator il) => il.Emit(OpCodes.Starg, (short)Index);
        public override void Address(ILGenerator il) => il.Emit(OpCodes.Ldarga, (short)Index);
    }

    /// <summary>The instance of a lambda that captures nothing.</summary>
    public sealed record Nothing(Type Type) : Place(Type)
    {
        public override void Load(ILGenerator il) => il.Emit(OpCodes.Ldnull);
        public override void Store(ILGenerator il) => throw new NotSupportedException();
        public override void Address(ILGenerator il) => throw new NotSupportedException();
    }
}
