using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.FrontEnd.Classes;

/// <summary>Checks what members are called: the names of emitted members are taken, and those of ops better left free.</summary>
internal static class MemberNames
{
    /// <summary>The names that every network gets.</summary>
    private static readonly HashSet<string> Emitted =
    [
        "Parameters", "Gradients", "Objectives", "Forwards", "AllObjectives", "AllForwards", "Core", "Code", "Create",
        "ParameterCount", "Summary", "Save", "LoadParameters",
    ];

    public static void Check(ReadingContext context, List<EntryHead> entries)
    {
        Dictionary<string, string> taken = TakenNames(context, entries);
        IEnumerable<ISymbol> members = context.UserMembers().Where(member => member is not IMethodSymbol { MethodKind: not MethodKind.Ordinary });
        foreach (ISymbol member in members)
        {
            if (taken.TryGetValue(member.Name, out string? reason))
            {
                context.Faults.Report(Rules.ReservedName, member.Locations[0], member.Name, reason);
            }
            else if (member is IMethodSymbol && context.Ops.Contains(member.Name))
            {
                context.Faults.Report(Rules.HidesOp, member.Locations[0], member.Name);
            }
        }

        CheckOverloads(context);
    }

    private static Dictionary<string, string> TakenNames(ReadingContext context, List<EntryHead> entries)
    {
        Dictionary<string, string> taken = Emitted.ToDictionary(name => name, _ => "a member that every network gets");
        foreach (EntryHead objective in entries.Where(entry => entry.Kind == EntryKind.Objective))
        {
            taken[objective.Name + "Gradients"] = $"the emitted method that trains '{objective.Name}'";
        }

        if (LayerReader.LayersOf(context, context.Type).Count > 0 && entries.Count == 0)
        {
            taken[ChainReader.Predict] = "the chain's forward entry point";
            taken[ChainReader.Loss] = "the chain's objective";
            taken[ChainReader.Loss + "Gradients"] = "the emitted method that trains the chain";
        }

        return taken;
    }

    /// <summary>Emitted members, <c>Trains</c> and files know parts and entry points by name alone.</summary>
    private static void CheckOverloads(ReadingContext context)
    {
        var seen = new HashSet<string>();
        foreach (IMethodSymbol method in context.UserMethods())
        {
            if ((context.Parts.ContainsKey(method) || context.Entries.Contains(method)) && !seen.Add(method.Name))
            {
                context.Faults.Report(Rules.DuplicateName, method.Locations[0], method.Name);
            }
        }
    }
}
