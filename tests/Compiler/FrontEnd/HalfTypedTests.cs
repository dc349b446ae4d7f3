using CompiledNets.Compiler.Tests.Support;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.Compiler.Tests.FrontEnd;

/// <summary>Reading must survive every state that code passes through while it is typed.</summary>
public sealed class HalfTypedTests
{
    private const string Source = """
        [Network] public partial class Net
        {
            [Conv2D(8, 3, Stride = 2), ReLU] private partial Tensor Body(Tensor x);
            [Forward] private (Tensor a, Tensor) F([Shape(4)] Tensor x, float beta)
            {
                var (p, q) = (Body(x), x[1..^1]);
                for (int i = 0; i < 2; i++) p += Help(p, $"h.{i}", i == 1 ? 3 : 4);
                return (Concat(0, p, q) * beta, Max(p, [0, 1]));
            }
            private Tensor Help(Tensor x, string name, int width = 1) => Dense(x, width switch { 3 => 1, _ => 2 }, name: name);
            [Objective, Trains(nameof(Body))] private Tensor L([Shape(4)] Tensor x) => Mean(-F(x, 1).a);
        }
        """;

    [Fact]
    public void TextUpToEachToken_IsReadWithoutAnException()
    {
        Reader.ReadWhole(Source);
        foreach (TextSpan token in Tokens)
        {
            Read(Source[..token.Start], token);
        }
    }

    [Fact]
    public void TextWithoutEachToken_IsReadWithoutAnException()
    {
        foreach (TextSpan token in Tokens)
        {
            Read(Source.Remove(token.Start, token.Length), token);
        }
    }

    private static IEnumerable<TextSpan> Tokens => CSharpSyntaxTree.ParseText(Source).GetRoot().DescendantTokens()
        .Select(token => token.Span)
        .Where(span => span.Start > Source.IndexOf('{', StringComparison.Ordinal));

    private static void Read(string source, TextSpan at)
    {
        try
        {
            Reader.Read(source);
        }
        catch (Exception exception)
        {
            Assert.Fail($"At {at}: {exception}\n{source}");
        }
    }
}
