using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler;

/// <summary>The table of contents: what happens to a network between the editor and the emitted text. Reading comes before
/// (<see cref="NetworkReader"/>): it alone sees Roslyn's symbols.</summary>
internal static class NetworkCompiler
{
    /// <summary>Spec to model: graphs with shapes, parameters, gradients, and what is wrong.</summary>
    public static NetworkModel Build(NetworkSpec spec) => BuildNetwork.Run(spec);

    /// <summary>Everything that is wrong with a network, reading included.</summary>
    public static IEnumerable<Fault> Findings(NetworkSpec spec) => spec.Faults.Concat(Build(spec).Findings);

    /// <summary>Spec to C# text. A broken network becomes a stub whose members throw its errors.</summary>
    public static string Emit(NetworkSpec spec)
    {
        NetworkModel model = Build(spec);
        Fault[] faults = [.. spec.Faults, .. model.Findings];
        bool broken = spec.IsBroken || spec.Entries.Any(entry => entry.IsBroken) || faults.Any(fault => Rules.IsError(fault.Id));
        return broken ? StubWriter.Write(spec, faults) : NetworkWriter.Write(model);
    }

    /// <summary>The name of the emitted file: unique among all networks of a compilation.</summary>
    public static string FileName(NetworkSpec spec)
    {
        var parts = new[] { spec.Namespace }.Where(part => part.Length > 0)
            .Concat(spec.ContainingTypes.Select(type => type.Name)).Append(spec.Name);
        return string.Join(".", parts) + ".g.cs";
    }
}
