using System.Reflection;
using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Tests.Ops;

/// <summary>Definitions agree with the language that users write.</summary>
public sealed class DefinitionTests
{
    public static TheoryData<string> Inline =>
        [.. typeof(CompiledNets.Ops).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(op => op.Name).Distinct()];

    [Theory]
    [MemberData(nameof(Inline))]
    public void LeastInputs_AreThoseOfTheShortestInlineCall(string name)
    {
        IEnumerable<int> counts = typeof(CompiledNets.Ops).GetMethods()
            .Where(op => op.Name == name)
            .Select(op => op.GetParameters().Count(parameter => parameter.ParameterType == typeof(Tensor) || parameter.ParameterType == typeof(Tokens)));

        Assert.Equal(counts.Min(), Definitions.Find(name)!.LeastInputs);
    }

    [Fact]
    public void EveryOpWithWeights_IsAnAttributeToo() => Assert.Equal(
        [],
        typeof(CompiledNets.Ops).GetMethods()
            .Where(op => op.GetParameters().Any(parameter => parameter.Name == "name"))
            .Select(op => op.Name)
            .Where(name => typeof(LayerAttribute).Assembly.GetType($"CompiledNets.{name}Attribute")?.IsSubclassOf(typeof(LayerAttribute)) != true));
}
