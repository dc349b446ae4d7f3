using CompiledNets.Compiler;
using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.CodeFixes.Refactorings;

/// <summary>The network that the cursor is in, read and built.</summary>
internal sealed class NetworkAtCursor
{
    private NetworkAtCursor(Source source, TextSpan span, ClassDeclarationSyntax declaration, INamedTypeSymbol type, Reading reading, NetworkModel model)
    {
        Source = source;
        Span = span;
        Declaration = declaration;
        Type = type;
        Reading = reading;
        Model = model;
    }

    public Source Source { get; }

    /// <summary>The cursor, or what is selected.</summary>
    public TextSpan Span { get; }

    public ClassDeclarationSyntax Declaration { get; }

    public INamedTypeSymbol Type { get; }

    public Reading Reading { get; }

    public NetworkModel Model { get; }

    public NetworkSpec Spec => Reading.Spec;

    /// <summary>Whether the cursor is on the class itself: its attributes, its name.</summary>
    public bool IsOnHead => Span.End <= Declaration.Identifier.Span.End;

    /// <summary>The names of the class's members.</summary>
    public IEnumerable<string> MemberNames => Type.MemberNames;

    /// <summary>The blanks before the class.</summary>
    public string Indentation
    {
        get
        {
            string line = Source.Text.Lines.GetLineFromPosition(Declaration.SpanStart).ToString();
            return line.Substring(0, line.Length - line.TrimStart().Length);
        }
    }

    /// <summary>The network around a span, or null if there is none, or none without errors.</summary>
    public static NetworkAtCursor? Find(Source source, TextSpan span, CancellationToken cancellation)
    {
        if (source.Root.FindToken(span.Start).Parent?.FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } declaration
            || source.Model.GetDeclaredSymbol(declaration, cancellation) is not INamedTypeSymbol type
            || type.Attribute("Network") is null)
        {
            return null;
        }

        Reading reading = NetworkReader.Read(type, source.Model.Compilation, cancellation);
        if (reading.Spec.IsBroken)
        {
            return null;
        }

        NetworkModel model = NetworkCompiler.Build(reading.Spec);
        return model.Findings.Any(finding => Rules.IsError(finding.Id)) ? null : new NetworkAtCursor(source, span, declaration, type, reading, model);
    }

    /// <summary>A member name that nothing has: <c>Body</c>, <c>Body2</c>.</summary>
    public string FreeName(string wanted)
    {
        string name = wanted;
        for (int number = 2; MemberNames.Contains(name); number++)
        {
            name = wanted + Names.Text(number);
        }

        return name;
    }

    /// <summary>What was written for an attribute of the class, or null.</summary>
    public AttributeSyntax? Attribute(string name) => Type.Attribute(name)?.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax;
}
