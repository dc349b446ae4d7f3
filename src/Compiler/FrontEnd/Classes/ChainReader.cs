using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.FrontEnd.Classes;

/// <summary>Reads the chain of layers on a class: its entry points are <c>Predict</c> and, with a loss at its end, <c>Loss</c>.</summary>
internal static class ChainReader
{
    public const string Predict = "Predict";
    public const string Loss = "Loss";

    public static IReadOnlyList<EntrySpec> Read(ReadingContext context, IReadOnlyList<EntryHead> wiring)
    {
        List<AttributeData> attributes = LayerReader.LayersOf(context, context.Type);
        AttributeData? input = context.Type.Attribute("Input");
        if (attributes.Count == 0 && input is null)
        {
            if (wiring.Count == 0)
            {
                context.Faults.Report(Rules.NothingToCompile, context.Sources.Location(NetworkSpec.ClassSite), context.Type.Name);
            }

            return [];
        }

        string? member = wiring.FirstOrDefault()?.Name ?? context.Parts.Values.OrderBy(part => part.Site).FirstOrDefault()?.Name;
        if (member is not null)
        {
            SyntaxNode? where = (attributes.FirstOrDefault() ?? input)?.ApplicationSyntaxReference?.GetSyntax(context.Cancellation);
            context.Faults.Report(
                Rules.ChainAndWiring, where?.GetLocation() ?? context.Type.Locations[0], context.Type.Name, member);
            return [];
        }

        CheckOneDeclaration(context, attributes);
        return Read(context, attributes, input);
    }

    private static IReadOnlyList<EntrySpec> Read(ReadingContext context, List<AttributeData> attributes, AttributeData? input)
    {
        List<WrittenLayer?> written = attributes.Select(attribute => LayerReader.Read(context, attribute)).ToList();
        List<LayerSpec> layers = [];
        WrittenLayer? loss = null;
        bool isBroken = written.Contains(null);
        for (int index = 0; index < attributes.Count; index++)
        {
            if (attributes[index].IsLoss())
            {
                isBroken |= CheckLoss(context, attributes, index, layers.Count);
                loss = written[index];
            }
            else if (written[index] is { } layer)
            {
                layers.Add(layer.At(PlaceScope.InChain(Predict, layers, layer.Op)));
            }
        }

        ParameterSpec first = Input(context, attributes, input);
        isBroken |= first.Shape is null || layers.Count == 0;
        if (attributes.Count == 0)
        {
            context.Faults.Report(Rules.NothingToCompile, context.Sources.Location(NetworkSpec.ClassSite), context.Type.Name);
        }

        EntrySpec predict = Entry(context, Predict, [first], layers, null) with { IsBroken = isBroken, Explains = ExplainsReader.Read(context) };
        return loss is null
            ? [predict]
            : [predict, Entry(context, Loss, [first, Label(context, loss)], layers, loss) with { IsBroken = isBroken }];
    }

    private static EntrySpec Entry(
        ReadingContext context, string name, ParameterSpec[] parameters, List<LayerSpec> layers, WrittenLayer? loss)
    {
        var body = new List<SpecNode>();
        for (int index = 0; index < parameters.Length; index++)
        {
            body.Add(SpecNode.ForParameter(index, parameters[index]));
        }

        int last = 0;
        foreach (LayerSpec layer in layers)
        {
            last = LayerNodes.Append(body, layer, last, layer.Site);
        }

        if (loss is not null)
        {
            body.Add(new SpecNode(loss.Op, [last, 1], loss.Arguments, null, "", loss.Site));
            last = body.Count - 1;
        }

        return new EntrySpec(
            name,
            loss is null ? EntryKind.Forward : EntryKind.Objective,
            Documentation: "",
            IsChain: true,
            parameters.ToEquatableArray(),
            Trains: [],
            Evaluates: [],
            body.ToEquatableArray(),
            [new ResultSpec("", last)],
            loss?.Site ?? NetworkSpec.ClassSite);
    }

    /// <summary>What enters: tokens if the first layer is an embedding, else a tensor.</summary>
    private static ParameterSpec Input(ReadingContext context, List<AttributeData> attributes, AttributeData? input)
    {
        ValueKind kind = attributes.FirstOrDefault()?.Word() == "Embedding" ? ValueKind.Tokens : ValueKind.Tensor;
        if (input is null)
        {
            Location name = context.Sources.Location(NetworkSpec.ClassSite);
            context.Faults.Report(Rules.MissingShape, name, $"what enters '{context.Type.Name}'", "[Input(1, 28, 28)]");
            return new ParameterSpec("input", kind, null, NetworkSpec.ClassSite);
        }

        return new ParameterSpec("input", kind, ShapeReader.Read(context, input, out int site), site);
    }

    /// <summary>What the loss compares with: class labels where it can, a tensor for the others.</summary>
    private static ParameterSpec Label(ReadingContext context, WrittenLayer loss) =>
        loss.Op is "SoftmaxCrossEntropy" or "NegativeLogLikelihood" or "MultiMargin" or "SoftmaxFocal"
            ? new ParameterSpec("label", ValueKind.Tokens, null, loss.Site)
            : new ParameterSpec("target", ValueKind.Tensor, null, loss.Site);

    private static bool CheckLoss(ReadingContext context, List<AttributeData> attributes, int index, int layersBefore)
    {
        string? problem =
            layersBefore == 0 ? "has no layers before it"
            : index < attributes.Count - 1 && attributes[index + 1].IsLoss() ? "is followed by another loss"
            : index < attributes.Count - 1 ? $"is followed by {attributes[index + 1].Word()}"
            : null;
        if (problem is not null && LayerReader.Syntax(context, attributes[index]) is { } syntax)
        {
            context.Faults.Report(Rules.MisplacedLoss, syntax.GetLocation(), attributes[index].Word(), problem);
        }

        return problem is not null;
    }

    private static void CheckOneDeclaration(ReadingContext context, List<AttributeData> attributes)
    {
        SyntaxNode? first = null;
        foreach (AttributeData attribute in attributes)
        {
            if (LayerReader.Syntax(context, attribute) is { } syntax && syntax.Parent?.Parent is { } declaration)
            {
                first ??= declaration;
                if (declaration != first)
                {
                    context.Faults.Report(Rules.SplitChain, syntax.GetLocation(), context.Type.Name);
                    return;
                }
            }
        }
    }
}
