using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace CompiledNets.Compiler.FrontEnd.Bodies;

/// <summary>A method whose source is at hand.</summary>
/// <param name="Method">The declaration that has the body: its parameters are those that the body refers to.</param>
internal sealed record MethodBody(IMethodSymbol Method, MethodDeclarationSyntax Syntax, IBlockOperation Block);
