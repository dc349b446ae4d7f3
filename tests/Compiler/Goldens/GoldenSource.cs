using System.Globalization;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Tests.Goldens;

/// <summary>Writes a golden case as a network: the op as a forward entry point, and an objective that is the weighted sum of its values,
/// unless they are tokens.</summary>
/// <remarks>The objective's inputs are learned, so that their gradients can be seen: an embedding has a row for each sample, and a token says
/// which sample it is.</remarks>
internal static class GoldenSource
{
    public static string Of(GoldenCase golden)
    {
        string[] names = [.. golden.Inputs.Select((_, index) => $"x{index}")];
        string[] own = [.. golden.Inputs.Select((input, index) => input.Kind == "shared" ? Leaf(input.Shape, "Arange(1)", 1, names[index]) : names[index])];
        string[] forwardParameters = [.. Perceived(golden).Select(pair => Parameter(pair.Input, pair.Name))];
        string[] objectiveParameters = [.. Perceived(golden).Where(pair => pair.Input.Gradient is null).Select(pair => Parameter(pair.Input, pair.Name))];
        string[] arguments =
        [
            .. Perceived(golden).Select(pair => pair.Input.Gradient is null ? pair.Name : Leaf(pair.Input.Shape, "sample", golden.Samples, pair.Name)),
        ];
        string result = golden.Output.Kind == "tokens" ? "Tokens" : "Tensor";
        return $$"""
            [Network] public partial class Net
            {
                [Forward] private {{result}} Value({{string.Join(", ", forwardParameters)}}) =>
                    {{Expression(golden, own)}};
                {{(result == "Tokens" ? "" : Objective(golden, objectiveParameters, arguments))}}
            }
            """;
    }

    private static string Objective(GoldenCase golden, string[] parameters, string[] arguments)
    {
        string evaluates = golden.Training ? "" : ", Evaluates(nameof(Value))";
        return $$"""

                [Objective{{evaluates}}]
                private Tensor Loss({{string.Join(", ", [.. parameters, "[Shape] Tokens sample", Parameter(golden.Output, "weight")])}}) =>
                    Sum(weight * Value({{string.Join(", ", arguments)}}));
            """;
    }

    /// <summary>The inputs that the forward entry point takes: all but those that samples share.</summary>
    public static IEnumerable<(GoldenTensor Input, string Name)> Perceived(GoldenCase golden) =>
        golden.Inputs.Select((input, index) => (input, $"x{index}")).Where(pair => pair.input.Kind != "shared");

    private static string Parameter(GoldenTensor input, string name) =>
        $"[Shape({Extents(input.Shape)})] {(input.Kind == "tokens" ? "Tokens" : "Tensor")} {name}".Replace("[Shape()]", "[Shape]", StringComparison.Ordinal);

    private static string Leaf(Shape shape, string index, int rows, string name)
    {
        string row = $"Embedding({index}, {rows}, {shape.Size}, name: \"{name}\")";
        return shape.Rank == 0 ? $"Sum({row})" : $"Reshape({row}, {Extents(shape)})";
    }

    private static string Extents(Shape shape) => string.Join(", ", shape.Extents);

    private static string Expression(GoldenCase golden, string[] inputs)
    {
        string[] arguments = [.. golden.Arguments.Select(argument => $"{argument.Name}: {(argument.Value is string member ? Member(argument.Name, member) : Literal(argument.Value))}")];
        string name = golden.Tensors.Count > 0 ? ", name: \"op\"" : "";
        return golden.Op switch
        {
            "Add" => $"{inputs[0]} + {inputs[1]}",
            "Subtract" => $"{inputs[0]} - {inputs[1]}",
            "Multiply" => $"{inputs[0]} * {inputs[1]}",
            "Divide" => $"{inputs[0]} / {inputs[1]}",
            "Negate" => $"-{inputs[0]}",
            "Slice" when golden.Arguments.Length == 1 => $"{inputs[0]}[{Literal(golden.Arguments[0].Value)}]",
            "Concat" or "Stack" => $"{golden.Op}({Literal(golden.Arguments[0].Value)}, {string.Join(", ", inputs)})",
            "Reshape" => $"Reshape({inputs[0]}, {string.Join(", ", (int[])golden.Arguments[0].Value)})",
            "RNN" or "LSTM" or "GRU" when inputs.Length > 1 =>
                $"{golden.Op}({string.Join(", ", [inputs[0], .. inputs[1..].Zip(["h", "c"], (input, state) => $"{state}: {input}"), .. arguments])}{name}).Y",
            "SelfAttention" when inputs.Length == 3 => $"{golden.Op}({string.Join(", ", [.. inputs, .. arguments])}{name}).{(golden.Result == 0 ? "Y" : "Cache")}",
            "Attention" when inputs.Length == 5 => $"{golden.Op}({string.Join(", ", [.. inputs, .. arguments])}).{(golden.Result == 0 ? "Y" : "Cache")}",
            "TopK" => $"TopK({string.Join(", ", [.. inputs, .. arguments])}).{(golden.Result == 0 ? "Values" : "Indices")}",
            "Split" => $"Split({string.Join(", ", [.. inputs, .. arguments])})[{golden.Result}]",
            _ => $"{golden.Op}({string.Join(", ", [.. inputs, .. arguments])}{name})",
        };
    }

    // The enum is called as the argument is.
    private static string Member(string argument, string member) => $"{char.ToUpperInvariant(argument[0])}{argument[1..]}.{member}";

    private static string Literal(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        int[] list => $"new[] {{ {string.Join(", ", list)} }}",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
