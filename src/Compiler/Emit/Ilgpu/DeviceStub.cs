using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.FrontEnd;

namespace CompiledNets.Compiler.Emit.Ilgpu;

/// <summary>The device side of a broken network: what other code may name exists, and throws the network's errors.</summary>
internal static class DeviceStub
{
    public static string Write(NetworkSpec spec)
    {
        var writer = new CodeWriter();
        FileFrame.Write(writer, spec, () =>
        {
            using (writer.Braces($"partial class {Names.Escape(spec.Name)}"))
            {
                writer.Line("/// <summary>This network has errors: there is nothing to run.</summary>");
                writer.Line("public dynamic ToAccelerator(global::ILGPU.Runtime.Accelerator accelerator) => throw new global::System.InvalidOperationException(Summary);");
            }
        });
        return writer.ToString();
    }
}
