using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledNets.Compiler.FrontEnd.Classes;

/// <summary>Checks what members are called: the names of emitted members are taken, and those of ops better left free.</summary>
internal static class MemberNames
{
    /// <summary>The names that every network gets.</summary>
    private static readonly HashSet<string> Emitted =
    [
        "Parameters", "Gradients", "Objectives", "Forwards", "AllObjectives", "AllForwards", "Core", "Code", "Create",
        "ParameterCount", "Summary", "Save", "LoadParameters", "ToMermaid", "ToSvg", "ParameterSet", "ObjectiveSet", "compiled",
        "ToAccelerator", "OnAccelerator", "DeviceCode",
    ];

    /// <summary>Members of a network's copy on an accelerator, which has its entry points too, but for methods that have other parameters than any
    /// entry point.</summary>
    private static readonly HashSet<string> OnAccelerator = ["Accelerator", "AllowsAtomicSums", "AllowsTensorFloat32", "Launches", "device", "core", "objectives", "forwards"];

    /// <summary>The names within <c>Parameters</c> that no part's views can have.</summary>
    private static readonly HashSet<string> InViews = ["All", "CopyFrom", "core", "target"];

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

        // C# allows no member the name of its class.
        if (taken.TryGetValue(context.Type.Name, out string? of))
        {
            context.Faults.Report(Rules.ReservedName, context.Sources.Location(NetworkSpec.ClassSite), context.Type.Name, of);
        }

        CheckConstructors(context);
        CheckOverloads(context);
    }

    private static Dictionary<string, string> TakenNames(ReadingContext context, List<EntryHead> entries)
    {
        Dictionary<string, string> taken = Emitted.ToDictionary(name => name, _ => "a member that every network gets");
        foreach (string entry in entries.Select(entry => entry.Name))
        {
            if (OnAccelerator.Contains(entry) || entries.Any(other => entry == "Run" + other.Name))
            {
                taken[entry] = "a member of the network's copy on an accelerator";
            }
        }

        foreach (EntryHead objective in entries.Where(entry => entry.Kind == EntryKind.Objective))
        {
            taken[objective.Name + "Gradients"] = $"the emitted method that trains '{objective.Name}'";
        }

        foreach (EntryHead forward in entries.Where(entry => ExplainsReader.Read(entry.Method)))
        {
            taken[forward.Name + EntrySpec.InputGradientsSuffix] = $"the emitted method that explains '{forward.Name}'";
        }

        if (LayerReader.LayersOf(context, context.Type).Count > 0 && entries.Count == 0)
        {
            taken[ChainReader.Predict] = "the chain's forward entry point";
            taken[ChainReader.Loss] = "the chain's objective";
            taken[ChainReader.Loss + "Gradients"] = "the emitted method that trains the chain";
            taken[ChainReader.Predict + EntrySpec.InputGradientsSuffix] = "the emitted method that explains the chain";
        }

        foreach (string part in context.Parts.Values.Select(part => part.Name).Where(InViews.Contains))
        {
            taken[part] = "a member of the emitted 'Parameters'";
        }

        return taken;
    }

    /// <summary>The emitted constructor makes the weights: others have to call it.</summary>
    private static void CheckConstructors(ReadingContext context)
    {
        foreach (ISymbol constructor in context.UserMembers().Where(member => member is IMethodSymbol { MethodKind: MethodKind.Constructor }))
        {
            if (context.Declarations(constructor).OfType<ConstructorDeclarationSyntax>().Any(written => !written.Initializer.IsKind(SyntaxKind.ThisConstructorInitializer)))
            {
                context.Faults.Report(Rules.OwnConstructor, constructor.Locations[0], context.Type.Name);
            }
        }
    }

    /// <summary>Emitted members, <c>Trains</c> and files know parts and entry points by name alone.</summary>
    private static void CheckOverloads(ReadingContext context)
    {
        var seen = new HashSet<string>();
        foreach (IMethodSymbol method in context.UserMethods())
        {
            if ((context.Parts.ContainsKey(method) || context.Entries.Contains(method)) && !seen.Add(method.Name))
            {
                context.Duplicates.Add(method);
                context.Faults.Report(Rules.DuplicateName, method.Locations[0], method.Name);
            }
        }
    }
}
