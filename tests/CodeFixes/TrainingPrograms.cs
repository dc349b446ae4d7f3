using System.Reflection;
using CompiledNets.CodeFixes.Refactorings;
using CompiledNets.CodeFixes.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.CodeFixes.Tests;

/// <summary>Generated training programs compile and run. They print and save, so nothing else runs beside them.</summary>
[Collection(nameof(Alone))]
public sealed class TrainingPrograms
{
    private const string Usings = "global using CompiledNets; global using static CompiledNets.Ops;";

    private const string Words = """
        namespace Mail;

        [Network]
        public partial class Spam
        {
            [Embedding(50, 4)] private partial Tensor Embed(Tokens words);
            [Flatten, Dense(3)] private partial Tensor Classes(Tensor x);

            [Objective] private Tensor KindLoss([Shape(6)] Tokens words, [Shape] Tokens kind, float weight) =>
                weight * SoftmaxCrossEntropy(Classes(Embed(words)), kind);

            [Objective] private Tensor Similarity([Shape(6)] Tokens words, [Shape(4)] Tensor topic) => MeanSquaredError(Mean(Embed(words), axis: 0), topic);
        }
        """;

    [Fact]
    public async Task ForAProgramWithoutStatements_ItIsTheProgram()
    {
        Project project = await Generate(OutputKind.ConsoleApplication, Words, "Generate a training program for 'Spam' in Program.cs");
        Assert.Equal(
            """
            using System;
            using System.Collections.Generic;
            using Mail;

            // Trains Spam on numbers drawn at random: put your data in their place.
            const int samples = 256;
            var random = new Random(1);
            var net = new Spam(seed: 1);
            Console.WriteLine(Spam.Summary);

            Dataset dataOfKindLoss = Dataset.Create()
                .With("words", Tokens(samples * 6, 50), 6)
                .With("kind", Tokens(samples, 3));
            TrainingResult resultOfKindLoss = new Trainer(new Adam(0.001))
            {
                Epochs = 5,
                BatchSize = 32,
                Scalars = new Dictionary<string, Func<long, double>> { ["weight"] = _ => 1 },
            }.Fit(net.Objectives.KindLoss, dataOfKindLoss);
            Console.WriteLine($"KindLoss {resultOfKindLoss.Last.TrainingLoss}");

            Dataset dataOfSimilarity = Dataset.Create()
                .With("words", Tokens(samples * 6, 50), 6)
                .With("topic", Floats(samples * 4), 4);
            TrainingResult resultOfSimilarity = new Trainer(new Adam(0.001))
            {
                Epochs = 5,
                BatchSize = 32,
            }.Fit(net.Objectives.Similarity, dataOfSimilarity);
            Console.WriteLine($"Similarity {resultOfSimilarity.Last.TrainingLoss}");

            net.Save("Spam.safetensors");

            float[] Floats(int count) => Array.ConvertAll(new float[count], _ => random.NextSingle());
            int[] Tokens(int count, int limit) => Array.ConvertAll(new int[count], _ => random.Next(limit));

            """,
            await project.Documents.Single(document => document.Name == "Program.cs").Text());
        Assert.Contains("Similarity 0.", await Output(project, assembly => assembly.EntryPoint!.Invoke(null, [Array.Empty<string>()])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ForALibrary_ItIsAClass()
    {
        const string Chain = "namespace Digits;\n\n[Network, Input(1, 8, 8)]\n[Conv2D(4, 3), ReLU, Flatten, Dropout(0.2f), Dense(10)]\n[SoftmaxCrossEntropy]\npublic partial class Net;";
        Project project = await Generate(OutputKind.DynamicallyLinkedLibrary, Chain, "Generate a training program for 'Net' in NetTraining.cs");
        string output = await Output(project, assembly => assembly.GetType("Digits.NetTraining")!.GetMethod("Run")!.Invoke(null, null));
        Assert.Contains("Loss ", output, StringComparison.Ordinal);
        Assert.Contains("Conv2D1", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAnObjective_NothingIsOffered() =>
        Assert.Null(await Refactoring.Offer<TrainingProgram>("[Network, Input(4), Dense(2)] public partial class Net;", "Network"));

    private static async Task<Project> Generate(OutputKind kind, string source, string title)
    {
        Document document = Editor.Open(kind, Usings, source).Net();
        CodeAction? action = await Refactoring.Offer<TrainingProgram>(document, new TextSpan(source.IndexOf("Network", StringComparison.Ordinal), 0));
        Assert.Equal(title, action?.Title);
        Project changed = await action!.Apply(document.Project);
        Assert.Empty(await changed.Complaints());
        return changed;
    }

    /// <summary>Runs a project in a folder of its own, and returns what it printed.</summary>
    private static async Task<string> Output(Project project, Action<Assembly> run)
    {
        using var image = new MemoryStream();
        Assert.True((await project.GetCompilationAsync())!.Emit(image).Success);
        TextWriter before = Console.Out;
        string folder = Directory.GetCurrentDirectory();
        DirectoryInfo own = Directory.CreateTempSubdirectory("CompiledNets.CodeFixes.");
        using var output = new StringWriter();
        try
        {
            Console.SetOut(output);
            Directory.SetCurrentDirectory(own.FullName);
            run(Assembly.Load(image.ToArray()));
            Assert.Single(own.GetFiles("*.safetensors"));
        }
        finally
        {
            Console.SetOut(before);
            Directory.SetCurrentDirectory(folder);
            own.Delete(recursive: true);
        }

        return output.ToString();
    }
}

/// <summary>Tests that change what all of the process sees.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
