using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Emit.Pictures;

/// <summary>The constant that a network's pictures are drawn from: what the graph is, a line for each box, and nothing of how it looks,
/// which <c>CompiledNets.NetworkPicture</c> knows. So a network's own text stays small, and a program that draws nothing pays nothing.</summary>
/// <remarks>
/// <code>
/// E|Logits                                              an entry point; its boxes follow, counted from 0
/// I|image|(3,224,224)                                   an argument
/// L|Conv2D1 · BatchNorm · ReLU|(64,112,112)|0|9536|Stem  a layer: title, shape, boxes read, parameters, group
/// C|Logits|(10)|0,1                                     another entry point
/// O|output|(1000)|30                                    a result
/// </code>
/// </remarks>
internal static class PictureText
{
    public static IEnumerable<string> Lines(NetworkModel model)
    {
        Dictionary<string, int> parameters = model.Tensors.Where(tensor => !tensor.IsState)
            .GroupBy(tensor => tensor.View).ToDictionary(layer => layer.Key, layer => layer.Sum(tensor => tensor.Shape.Size));
        var numbers = new CallKeys(acrossEntries: true);
        int[][] keys = [.. model.Entries.Select(numbers.Of)];
        for (int ordinal = 0; ordinal < model.Entries.Length; ordinal++)
        {
            EntryModel entry = model.Entries[ordinal];
            Dictionary<int, string> others = Others(model, keys, ordinal);
            yield return $"E|{entry.Spec.Name}";
            IReadOnlyList<Box> boxes = EntryPicture.Of(
                entry,
                place => parameters.TryGetValue(place.View, out int count) ? count : 0,
                name => model.Spec.Parts.Any(part => part.Name == name),
                call => others.TryGetValue(keys[ordinal][call], out string? name) ? name : null);
            foreach (Box box in boxes)
            {
                yield return Line(box, boxes);
            }
        }
    }

    /// <summary>What an entry point may show as one box: for objectives all forward entry points of one result, for a forward one those
    /// declared before it.</summary>
    private static Dictionary<int, string> Others(NetworkModel model, int[][] keys, int ordinal)
    {
        var others = new Dictionary<int, string>();
        for (int other = 0; other < model.Entries.Length; other++)
        {
            EntrySpec spec = model.Entries[other].Spec;
            bool isCallable = spec.Kind == EntryKind.Forward && spec.Results.Count == 1 && spec.States.Count == 0;
            if (isCallable && other != ordinal && (other < ordinal || model.Entries[ordinal].Spec.Kind == EntryKind.Objective))
            {
                int result = keys[other][spec.Results[0].Node];
                others[result] = others.TryGetValue(result, out string? first) ? first : spec.Name;
            }
        }

        return others;
    }

    private static string Line(Box box, IReadOnlyList<Box> boxes)
    {
        string inputs = string.Join(",", box.Inputs.Select(input => Names.Text(boxes.TakeWhile(other => other != input).Count())));
        return box.Kind switch
        {
            BoxKind.Input => $"I|{box.Title}|{box.Shape}",
            BoxKind.Output => $"O|{box.Title}|{box.Shape}|{inputs}",
            BoxKind.Entry => $"C|{box.Title}|{box.Shape}|{inputs}",
            _ => $"L|{box.Title}|{box.Shape}|{inputs}|{(box.Parameters > 0 ? Names.Text(box.Parameters) : "")}|{box.Group}".TrimEnd('|'),
        };
    }
}
