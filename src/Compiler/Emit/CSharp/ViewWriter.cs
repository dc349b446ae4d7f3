using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>Writes the typed views of parameters and gradients: <c>net.Parameters.Stage1.Residual2.Conv2D1.Weight</c>.</summary>
internal static class ViewWriter
{
    public static void Write(CodeWriter writer, NetworkModel model)
    {
        writer.Line("/// <summary>Typed views of all parameters, or of all gradients. Writes go through them.</summary>");
        using (writer.Braces("public readonly struct ParameterSet(global::CompiledNets.NetworkCore core, global::CompiledNets.ViewTarget target)"))
        {
            writer.Line("private readonly global::CompiledNets.NetworkCore core = core;");
            writer.Line("private readonly global::CompiledNets.ViewTarget target = target;");
            writer.Line();
            writer.Line("/// <summary>All values, flat, in file layout and order.</summary>");
            writer.Line("public global::System.ReadOnlySpan<float> All => core.All(target);");
            writer.Line();
            writer.Line("/// <summary>Replaces all values, and running statistics with them, by those of another instance.</summary>");
            writer.Line("public void CopyFrom(ParameterSet other) => core.CopyFrom(other.core, other.target, target);");
            writer.Line();
            writer.Line("internal global::CompiledNets.ParameterView this[int slot] => new(core, slot, target);");
            WriteMembers(writer, [.. model.Tensors.Select(tensor => (tensor, tensor.View.Split('.')))], ["ParameterSet"]);
        }
    }

    /// <summary>The type of a group of views: no type may have the name of one around it.</summary>
    public static string TypeName(string group, IEnumerable<string> around)
    {
        string name = group + "Set";
        while (around.Contains(name))
        {
            name += "Set";
        }

        return name;
    }

    /// <param name="around">The types around these members, outermost first.</param>
    private static void WriteMembers(CodeWriter writer, (StoredTensor Tensor, string[] Path)[] tensors, string[] around)
    {
        int depth = around.Length - 1;
        bool isFirst = depth > 0;
        foreach ((StoredTensor tensor, string[] _) in tensors.Where(entry => entry.Path.Length == depth))
        {
            Separate(writer, ref isFirst);
            string size = tensor.Shape.Rank > 1 ? $", {Names.Grouped(tensor.Shape.Size)} values" : "";
            writer.Line($"/// <summary><c>{tensor.File}</c>: {tensor.Shape}{size}.</summary>");
            writer.Line($"public global::CompiledNets.ParameterView {tensor.Member} => {(depth > 0 ? "all" : "this")}[{Names.Text(tensor.Index)}];");
        }

        foreach (var group in tensors.Where(entry => entry.Path.Length > depth).GroupBy(entry => entry.Path[depth]))
        {
            string type = TypeName(group.Key, around);
            Separate(writer, ref isFirst);
            writer.Line($"/// <summary>The parameters of {group.Key}.</summary>");
            writer.Line($"public {type} {Names.Escape(group.Key)} => new({(depth > 0 ? "all" : "this")});");
            writer.Line();
            using (writer.Braces($"public readonly struct {type}(ParameterSet all)"))
            {
                WriteMembers(writer, [.. group], [.. around, type]);
            }
        }
    }

    // A blank line before every member but a type's first.
    private static void Separate(CodeWriter writer, ref bool isFirst)
    {
        if (!isFirst)
        {
            writer.Line();
        }

        isFirst = false;
    }
}
