using System.Reflection;
using System.Runtime.Loader;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Support;
using CompiledNets.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>A network that went the whole way: source, spec, graphs, emitted C#, an assembly that runs.</summary>
internal sealed class CompiledNetwork
{
    internal static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "Microsoft.CSharp.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(INetwork).Assembly.Location),
#if DEVICE
        MetadataReference.CreateFromFile(typeof(ILGPU.Context).Assembly.Location),
#endif
    ];

#if DEVICE
    private static int compiled;
#endif
    private readonly Type type;

    private CompiledNetwork(Type type, NetworkModel model, string emitted)
    {
        this.type = type;
        Model = model;
        Emitted = emitted;
    }

    /// <summary>What the emitter was given.</summary>
    public NetworkModel Model { get; }

    /// <summary>The emitted file.</summary>
    public string Emitted { get; }

    /// <summary>Compiles the last network of a source. The usual directives are put in front.</summary>
    /// <param name="source">A file.</param>
    /// <param name="others">Files that it needs, as they are.</param>
    public static CompiledNetwork From(string source, params string[] others)
    {
        CSharpCompilation compilation = Reader.Compile(["using System; using CompiledNets; using static CompiledNets.Ops;\n" + source, .. others])
            .WithReferences(References);
        Reading reading = Reader.ReadFrom(compilation);
        Assert.Equal([], reading.Faults());
        NetworkModel model = NetworkCompiler.Build(reading.Spec);
        Assert.Empty(model.Findings);
        foreach (Graph graph in model.Entries.SelectMany(entry => new[] { entry.Inference, entry.Training, entry.InputGradients?.Inference }).OfType<Graph>())
        {
            Assert.Equal([], Verifier.Problems(graph));
        }

#if DEVICE
        // What ILGPU makes at run time finds the assembly by its name.
        compilation = compilation.WithAssemblyName("Networks" + Interlocked.Increment(ref compiled));
#endif
        GeneratorDriver driver = CSharpGeneratorDriver.Create(new NetworkGenerator()).RunGeneratorsAndUpdateCompilation(
            compilation, out Compilation generated, out _);
        string file = NetworkCompiler.FileName(reading.Spec);
        string emitted = driver.GetRunResult().Results.Single().GeneratedSources.Single(output => output.HintName == file).SourceText.ToString();
        return new CompiledNetwork(Load(generated, emitted).GetType(TypeName(reading.Spec))!, model, emitted);
    }

    /// <summary>An instance; in the tests of devices, on a device.</summary>
    public INetwork Create(ulong seed = 1) =>
#if DEVICE
        Gpu.Tests.TestDevice.Move(CreateOnHost(seed));
#else
        CreateOnHost(seed);
#endif

    /// <summary>An instance on the host.</summary>
    public INetwork CreateOnHost(ulong seed = 1) => (INetwork)Activator.CreateInstance(type, seed)!;

    /// <summary>What a static method without arguments returns: <c>ToSvg</c>.</summary>
    public string Static(string method) => (string)type.GetMethod(method)!.Invoke(null, null)!;

    /// <summary>What a public method of the class takes, by name.</summary>
    public IEnumerable<string> Parameters(string method) => type.GetMethod(method)!.GetParameters().Select(parameter => parameter.Name!);

    /// <summary>Every method of the emitted assembly's network, nested types included: for tests of their IL.</summary>
    public IEnumerable<MethodBase> Methods() => Nested(type).SelectMany(owner => owner.GetMethods(
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly));

    private static IEnumerable<Type> Nested(Type type) =>
        type.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic).SelectMany(Nested).Prepend(type);

    private static string TypeName(NetworkSpec spec)
    {
        string prefix = spec.Namespace.Length > 0 ? spec.Namespace + "." : "";
        return prefix + string.Concat(spec.ContainingTypes.Select(type => type.Name + "+")) + spec.Name;
    }

    private static Assembly Load(Compilation compilation, string emitted)
    {
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)) + "\n" + emitted);
        stream.Position = 0;
#if DEVICE
        return AssemblyLoadContext.Default.LoadFromStream(stream);
#else
        return new AssemblyLoadContext(null).LoadFromStream(stream);
#endif
    }
}
