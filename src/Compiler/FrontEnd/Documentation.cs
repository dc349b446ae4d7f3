using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompiledNets.Compiler.FrontEnd;

/// <summary>Reads doc comments from their text: the parsed form is missing wherever no XML file is asked for.</summary>
internal static class Documentation
{
    /// <summary>The inner XML of the doc comment before a declaration, or empty.</summary>
    public static string Of(SyntaxNode declaration)
    {
        var text = new StringBuilder();
        foreach (SyntaxTrivia trivia in declaration.GetLeadingTrivia())
        {
            if (trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia)
            {
                Append(text, trivia.ToFullString());
            }
        }

        return text.ToString();
    }

    // One trivia is one line if it was parsed as a plain comment, and all lines if it was parsed as documentation.
    private static void Append(StringBuilder text, string comment)
    {
        foreach (string line in comment.Split('\n'))
        {
            string content = line.Trim();
            if (content.StartsWith("///", StringComparison.Ordinal) && !content.StartsWith("////", StringComparison.Ordinal))
            {
                text.Append(text.Length > 0 ? "\n" : "").Append(content.Substring(3).Trim());
            }
        }
    }
}
