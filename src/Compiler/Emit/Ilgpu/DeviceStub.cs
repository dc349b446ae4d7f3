using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.FrontEnd;

namespace CompiledNets.Compiler.Emit.Ilgpu;

/// <summary>The device side of a network that has none: what other code may name exists, and throws the reason.</summary>
internal static class DeviceStub
{
    /// <param name="spec">The network.</param>
    /// <param name="reason">The message, as an expression.</param>
    public static string Write(NetworkSpec spec, string reason)
    {
        var writer = new CodeWriter();
        FileFrame.Write(writer, spec, () =>
        {
            using (writer.Braces($"partial class {Names.Escape(spec.Name)}"))
            {
                writer.Line("/// <summary>Throws: this network has nothing to run on an accelerator.</summary>");
                writer.Line($"public dynamic ToAccelerator(global::ILGPU.Runtime.Accelerator accelerator) => throw new global::System.InvalidOperationException({reason});");
            }
        });
        return writer.ToString();
    }
}
