using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompiledNets.Analyzers.Tests.Fuzz;

/// <summary>Changes sources as typing does, and as nobody would: a token less, a number too large, a name from elsewhere.</summary>
/// <param name="number">Which change: the same number changes the same source alike.</param>
internal sealed class Mutation(int number)
{
    private static readonly string[] Numbers =
        ["0", "-1", "1", "2", "7", "65536", "1_000_000_000", "2147483647", "-2147483648", "4294967296", "1.5", "1e400", "0.1f", "float.NaN", "'a'", "\"3\"", "0x"];

    private static readonly string[] Insertions =
    [
        "[Dense(", "[Conv2D(3,", "[Dense(8), ]", "[Input(", "[Trains(nameof(", "[Shape(-1)]", "ref ", "x[^", "x[1..", "(", ")", "{", "}", ";", "=>", "\"", "$\"{",
        "Huber, ", "[SoftmaxCrossEntropy]", "LSTM(8), ", "SelfAttention(", "Layer<", "[Forward] ", "[Objective]", "public ", "null", "new[] { 1, 2 }", "x, ",
        "partial ", "static ", "Dense(x, ", "return ", "for (;;) x = -x;", "while (true) ", "#if ", "<T>", "/*", ", name: $\"h.{i}\"", "Straße", "层", "@class", "default",
    ];

    private readonly Random random = new(number);

    /// <summary>One to three changes of a source.</summary>
    public string Apply(string source)
    {
        for (int count = random.Next(1, 4); count > 0; count--)
        {
            source = Change(source);
        }

        return source;
    }

    private string Change(string source)
    {
        SyntaxToken[] tokens = [.. CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0)];
        if (tokens.Length == 0)
        {
            return source;
        }

        SyntaxToken token = tokens[random.Next(tokens.Length)];
        SyntaxToken[] numbers = [.. tokens.Where(each => each.IsKind(SyntaxKind.NumericLiteralToken))];
        SyntaxToken[] names = [.. tokens.Where(each => each.IsKind(SyntaxKind.IdentifierToken))];
        return random.Next(8) switch
        {
            0 => source[..token.SpanStart],
            1 => source.Insert(token.SpanStart, Pick(Insertions)),
            2 => source.Insert(token.Span.End, " " + token.Text),
            3 or 4 when numbers.Length > 0 => Replace(source, Pick(numbers), Pick(Numbers)),
            5 or 6 when names.Length > 0 => Replace(source, Pick(names), random.Next(6) == 0 ? Pick(Insertions) : Pick(names).Text),
            _ => Replace(source, token, ""),
        };
    }

    private T Pick<T>(T[] choices) => choices[random.Next(choices.Length)];

    private static string Replace(string source, SyntaxToken token, string text) =>
        source[..token.SpanStart] + text + source[token.Span.End..];
}
