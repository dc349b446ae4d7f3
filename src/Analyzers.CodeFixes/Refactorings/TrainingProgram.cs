using System.Composition;
using System.Text;
using CompiledNets.Compiler;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledNets.CodeFixes.Refactorings;

/// <summary>Writes a program that trains the network at the cursor: data of the right names, kinds and shapes, drawn at random until they are
/// replaced, each objective, and the file of parameters.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(TrainingProgram)), Shared]
internal sealed class TrainingProgram : NetworkRefactoring
{
    /// <inheritdoc/>
    protected override CodeAction? Offer(NetworkAtCursor network)
    {
        Project project = network.Source.Document.Project;
        bool isReachable = network.Type.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal;
        if (!network.IsOnHead || !isReachable || network.Type.ContainingType is not null || Objectives(network).Length == 0)
        {
            return null;
        }

        Compilation compilation = network.Source.Model.Compilation;
        bool isProgram = compilation.Options.OutputKind == OutputKind.ConsoleApplication && compilation.GetEntryPoint(default) is null;
        string name = isProgram ? "Program" : network.Type.Name + "Training";
        return project.Documents.Any(document => document.Name == name + ".cs") || (!isProgram && compilation.GetSymbolsWithName(name).Any())
            ? null
            : CodeAction.Create(
                $"Generate a training program for '{network.Type.Name}' in {name}.cs",
                _ => Task.FromResult(project.AddDocument(name + ".cs", Text(network, isProgram ? null : name), network.Source.Document.Folders).Project.Solution),
                nameof(TrainingProgram));
    }

    private static EntryModel[] Objectives(NetworkAtCursor network) =>
        [.. network.Model.Entries.Where(entry => entry.Spec.Kind == EntryKind.Objective)];

    /// <param name="type">The class to put it in, or null for a program's own statements.</param>
    private static string Text(NetworkAtCursor network, string? type)
    {
        var text = new StringBuilder();
        string space = network.Spec.Namespace;
        string collections = Objectives(network).Any(objective => Scalars(objective).Length > 0) ? "System.Collections.Generic" : "";
        string[] directives = ["System", collections, "CompiledNets", type is null ? space : ""];
        foreach (string directive in directives.Where(name => name.Length > 0 && !IsGlobal(network, name)))
        {
            text.Append($"using {directive};\n");
        }

        text.Append(text.Length > 0 ? "\n" : "");
        if (type is null)
        {
            text.Append($"// Trains {network.Type.Name} on numbers drawn at random: put your data in their place.\n");
            Append(text, Statements(network), "");
        }
        else
        {
            text.Append(space.Length > 0 ? $"namespace {space};\n\n" : "");
            text.Append($"/// <summary>Trains {network.Type.Name} on numbers drawn at random: put your data in their place.</summary>\n");
            text.Append($"internal static class {type}\n{{\n    public static void Run()\n    {{\n");
            Append(text, Statements(network), "        ");
            text.Append("    }\n}\n");
        }

        return text.ToString().Replace("\n", network.Source.NewLine);
    }

    private static IEnumerable<string> Statements(NetworkAtCursor network)
    {
        string name = network.Type.Name;
        EntryModel[] objectives = Objectives(network);
        yield return "const int samples = 256;";
        yield return "var random = new Random(1);";
        yield return $"var net = new {name}(seed: 1);";
        yield return $"Console.WriteLine({name}.Summary);";
        foreach (EntryModel objective in objectives)
        {
            string data = objectives.Length == 1 ? "data" : $"dataOf{objective.Spec.Name}";
            yield return "";
            yield return $"Dataset {data} = Dataset.Create()";
            foreach (string column in Columns(objective))
            {
                yield return "    " + column;
            }

            string target = objectives.Length == 1 ? "net" : $"net.Objectives.{objective.Spec.Name}";
            string result = objectives.Length == 1 ? "result" : $"resultOf{objective.Spec.Name}";
            yield return $"TrainingResult {result} = new Trainer(new Adam(0.001))";
            yield return "{";
            yield return "    Epochs = 5,";
            yield return "    BatchSize = 32,";
            if (Scalars(objective) is { Length: > 0 } scalars)
            {
                yield return $"    Scalars = new Dictionary<string, Func<long, double>> {{ {scalars} }},";
            }

            yield return $"}}.Fit({target}, {data});";
            yield return $"Console.WriteLine($\"{objective.Spec.Name} {{{result}.Last.TrainingLoss}}\");";
        }

        yield return "";
        yield return $"net.Save(\"{name}.safetensors\");";
        yield return "";
        if (objectives.Any(objective => objective.Inputs.Any(input => input.Kind == ValueKind.Tensor)))
        {
            yield return "float[] Floats(int count) => Array.ConvertAll(new float[count], _ => random.NextSingle());";
        }

        if (objectives.Any(objective => objective.Inputs.Any(input => input.Kind == ValueKind.Tokens)))
        {
            yield return "int[] Tokens(int count, int limit) => Array.ConvertAll(new int[count], _ => random.Next(limit));";
        }
    }

    /// <summary>A column for each input, of as many classes or words as the network takes.</summary>
    private static IEnumerable<string> Columns(EntryModel objective)
    {
        Dictionary<string, int> limits = objective.TokenLimits().ToDictionary(pair => pair.Input.Name, pair => pair.Limit);
        EntryInput[] columns = [.. objective.Inputs.Where(input => input.Kind != ValueKind.Scalar)];
        foreach (EntryInput column in columns)
        {
            string count = column.Shape.Size == 1 ? "samples" : $"samples * {Names.Text(column.Shape.Size)}";
            string values = column.Kind == ValueKind.Tensor ? $"Floats({count})"
                : $"Tokens({count}, {Names.Text(limits.TryGetValue(column.Name, out int limit) ? limit : 2)})";
            string shape = string.Concat(column.Shape.Extents.Select(extent => ", " + Names.Text(extent)));
            yield return $".With(\"{column.Name}\", {values}{shape}){(column == columns[columns.Length - 1] ? ";" : "")}";
        }
    }

    /// <summary>The numbers that are given at run time: 1 until they are replaced.</summary>
    private static string Scalars(EntryModel objective) => string.Join(
        ", ", objective.Inputs.Where(input => input.Kind == ValueKind.Scalar).Select(input => $"[\"{input.Name}\"] = _ => 1"));

    private static bool IsGlobal(NetworkAtCursor network, string space) => network.Source.Model.Compilation.SyntaxTrees
        .Select(tree => tree.GetRoot()).OfType<CompilationUnitSyntax>()
        .SelectMany(unit => unit.Usings)
        .Any(directive => directive.GlobalKeyword.RawKind != 0 && directive.StaticKeyword.RawKind == 0
            && directive.Name?.ToString().Replace("global::", "") == space);

    private static void Append(StringBuilder text, IEnumerable<string> lines, string indentation)
    {
        foreach (string line in lines)
        {
            text.Append(line.Length > 0 ? indentation + line : "").Append('\n');
        }
    }
}
