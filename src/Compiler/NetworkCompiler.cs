using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Hints;
using CompiledNets.Compiler.Passes;
using CompiledNets.Compiler.Stability;

namespace CompiledNets.Compiler;

/// <summary>The table of contents: what happens to a network between the editor and the emitted text. Reading comes before
/// (<see cref="NetworkReader"/>): it alone sees Roslyn's symbols.</summary>
internal static class NetworkCompiler
{
    /// <summary>Spec to model: graphs with shapes, parameters, gradients, and what is wrong.</summary>
    public static NetworkModel Build(NetworkSpec spec) => BuildNetwork.Run(spec);

    /// <summary>Everything that is wrong with a network, reading included; where nothing is, what will train badly, and what costs
    /// more than it need or may.</summary>
    public static IEnumerable<Fault> Findings(NetworkSpec spec)
    {
        NetworkModel model = Build(spec);
        return [.. spec.Faults, .. model.Findings, .. IsBroken(model) ? [] : StabilityRules.Check(model).Concat(HintRules.Check(model))];
    }

    /// <summary>Spec to C# text. A broken network becomes a stub whose members throw its errors.</summary>
    public static string Emit(NetworkSpec spec)
    {
        NetworkModel model = Build(spec);
        return IsBroken(model) ? StubWriter.Write(spec, [.. spec.Faults, .. model.Findings]) : NetworkWriter.Write(model);
    }

    /// <summary>Spec to the C# text of the network's device side, for compilations that reference ILGPU.</summary>
    public static string EmitDevice(NetworkSpec spec)
    {
        NetworkModel model = Build(spec);
        return IsBroken(model) ? DeviceStub.Write(spec, [.. spec.Faults, .. model.Findings]) : DeviceFile.Write(model);
    }

    /// <summary>Whether there is no code for it, only a stub.</summary>
    private static bool IsBroken(NetworkModel model) =>
        model.Spec.IsBroken || model.Spec.Entries.Any(entry => entry.IsBroken)
        || model.Spec.Faults.Concat(model.Findings).Any(fault => Rules.IsError(fault.Id));

    /// <summary>The name of the emitted file: unique among all networks of a compilation.</summary>
    public static string FileName(NetworkSpec spec)
    {
        var parts = new[] { spec.Namespace }.Where(part => part.Length > 0)
            .Concat(spec.ContainingTypes.Select(type => type.Name)).Append(spec.Name);
        return string.Join(".", parts) + ".g.cs";
    }
}
