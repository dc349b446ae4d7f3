using System.Collections.Immutable;
using System.Composition;
using CompiledNets.Compiler.FrontEnd;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.CodeFixes.Fixes;

/// <summary>CN1001: an input without a shape gets one. It is the one that another entry point gives the same input, or that of the entry
/// point which it is passed on to; where nothing says it, an example to be changed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddShape)), Shared]
internal sealed class AddShape : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CN1001"];

    public override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Node.FirstAncestorOrSelf<ParameterSyntax>() is { } parameter)
        {
            yield return ShapeText.Declared(parameter, FromUse(parameter, finding.Source.Model) ?? FromNames(parameter) ?? "[Shape(784)]");
        }
        else if (finding.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } network
            && network.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(attribute => Word(attribute) == "Network") is { } marker)
        {
            string input = Example(network.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(attribute =>
                (finding.Source.Model.GetSymbolInfo(attribute).Symbol?.ContainingType).IsLayer()));
            yield return new Repair($"Write '[{input}]'", "Input", new TextChange(new TextSpan(marker.Span.End, 0), ", " + input));
        }
    }

    /// <summary>The shape of what the parameter is passed on as; labels of a class-level loss are ().</summary>
    private static string? FromUse(ParameterSyntax parameter, SemanticModel model)
    {
        SyntaxNode? method = parameter.Parent?.Parent;
        foreach (ArgumentSyntax argument in method?.DescendantNodes().OfType<ArgumentSyntax>() ?? [])
        {
            if (argument.Expression is IdentifierNameSyntax name && name.Identifier.ValueText == parameter.Identifier.ValueText
                && argument.Parent?.Parent is InvocationExpressionSyntax call && model.GetSymbolInfo(call).Symbol is IMethodSymbol callee
                && callee.Parameters.ElementAtOrDefault(call.ArgumentList.Arguments.IndexOf(argument)) is { } received)
            {
                if (callee.ContainingType.IsOps() && received.Name == "labels")
                {
                    return "[Shape]";
                }

                if (received.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is ParameterSyntax declared
                    && ShapeText.Attribute(declared) is { } shape)
                {
                    return $"[{shape}]";
                }
            }
        }

        return null;
    }

    /// <summary>The shape of a parameter of the same name and type in the same network.</summary>
    private static string? FromNames(ParameterSyntax parameter) => parameter.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Members
        .OfType<MethodDeclarationSyntax>()
        .SelectMany(method => method.ParameterList.Parameters)
        .Where(other => other.Identifier.ValueText == parameter.Identifier.ValueText && other.Type?.ToString() == parameter.Type?.ToString())
        .Select(ShapeText.Attribute)
        .Where(shape => shape is not null)
        .Select(shape => $"[{shape}]")
        .FirstOrDefault();

    /// <summary>What chains of this kind often take.</summary>
    private static string Example(AttributeSyntax? first) => first is null ? "Input(784)" : Word(first) switch
    {
        "Conv2D" or "ConvTranspose2D" or "MaxPool2D" or "AveragePool2D" or "BatchNorm" => "Input(3, 32, 32)",
        "Conv1D" or "MaxPool1D" => "Input(1, 128)",
        "Embedding" => "Input(64)",
        "RNN" or "LSTM" or "GRU" or "SelfAttention" => "Input(64, 32)",
        _ => "Input(784)",
    };

    private static string Word(AttributeSyntax attribute) => attribute.Name.ToString().Split('.').Last();
}
