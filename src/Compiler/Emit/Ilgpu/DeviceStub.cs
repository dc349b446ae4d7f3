using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.FrontEnd;

namespace CompiledNets.Compiler.Emit.Ilgpu;

/// <summary>The device side of a broken network: what other code may name exists with its type, and throws the network's errors.</summary>
internal static class DeviceStub
{
    private static readonly StubMemory Views = new(DeviceText.Floats, DeviceText.Ints, DeviceText.Floats, DeviceText.Ints, "int samples", $"{DeviceText.Floats} mean");

    public static string Write(NetworkSpec spec, IReadOnlyList<Fault> faults)
    {
        var writer = new CodeWriter();
        var stub = new StubWriter(spec, faults);
        FileFrame.Write(writer, spec, () => WriteClass(writer, spec, stub), DeviceText.Usings);
        return writer.ToString();
    }

    private static void WriteClass(CodeWriter writer, NetworkSpec spec, StubWriter stub)
    {
        string net = Names.Escape(spec.Name), root = "global::CompiledNets.";
        using (writer.Braces($"partial class {net}"))
        {
            writer.Line("/// <summary>This network has errors: there is nothing to run.</summary>");
            writer.Line($"public OnAccelerator ToAccelerator(global::ILGPU.Runtime.Accelerator accelerator) => {stub.Throw}");
            writer.Line();
            writer.Line("/// <remarks>This network has errors: its members throw until they are mended.</remarks>");
            writer.Line(FileFrame.GeneratedAttributes);
            using (writer.Braces($"public sealed class OnAccelerator : {root}INetwork, global::System.IDisposable"))
            {
                writer.Lines($$"""
                    public const string Summary = {{stub.Code}}.Errors;

                    public global::ILGPU.Runtime.Accelerator Accelerator => {{stub.Throw}}

                    public {{stub.ParameterSet}} Parameters => {{stub.Throw}}

                    public {{stub.ParameterSet}} Gradients => {{stub.Throw}}

                    public {{net}}.{{stub.ObjectiveSet}} Objectives => {{stub.Throw}}

                    public long Launches => {{stub.Throw}}

                    public bool AllowsTensorFloat32
                    {
                        get => {{stub.Throw}}
                        set => {{stub.Throw}}
                    }

                    public bool AllowsAtomicSums
                    {
                        get => {{stub.Throw}}
                        set => {{stub.Throw}}
                    }

                    {{root}}NetworkCore {{root}}INetwork.Core => {{stub.Throw}}

                    global::System.Collections.Generic.IReadOnlyList<{{root}}Objective> {{root}}INetwork.AllObjectives => {{stub.Throw}}

                    global::System.Collections.Generic.IReadOnlyList<{{root}}ForwardEntry> {{root}}INetwork.AllForwards => {{stub.Throw}}

                    public void Step({{root}}Optimizer optimizer) => {{stub.Throw}}

                    public void CopyTo({{net}} net) => {{stub.Throw}}

                    public void CopyFrom({{net}} net) => {{stub.Throw}}

                    public void Synchronize() => {{stub.Throw}}

                    public void Dispose()
                    {
                    }
                    """);
                foreach (StubMemory memory in new[] { StubMemory.Spans, Views })
                {
                    new StubEntries(spec, memory, (_, _, text) => WriteMember(writer, text), stub.Throw).Write();
                }
            }
        }
    }

    private static void WriteMember(CodeWriter writer, string text)
    {
        writer.Line();
        writer.Line(text);
    }
}
