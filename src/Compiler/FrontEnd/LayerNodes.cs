namespace CompiledNets.Compiler.FrontEnd;

/// <summary>Turns a layer of a part or chain into calls: one, or the body of the network that the layer stands for.</summary>
internal static class LayerNodes
{
    /// <summary>The argument that names another layer, whose weight the call uses.</summary>
    public const string TiedTo = "tiedTo";

    /// <summary>Appends the layer's calls to a body.</summary>
    /// <param name="body">The calls so far.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="input">The index of its input.</param>
    /// <param name="site">Where it stands.</param>
    /// <returns>The index of its output.</returns>
    public static int Append(List<SpecNode> body, LayerSpec layer, int input, int site)
    {
        if (layer.Inner is not { } inner)
        {
            body.Add(new SpecNode(layer.Op, [input], layer.Arguments, layer.Place, "", site));
            return body.Count - 1;
        }

        // The network's parameter is a check of shapes; its calls follow, with their places within the layer's.
        Argument[] expected =
        [
            new Argument("network", new Literal.Text(inner.Network), site),
            new Argument("shape", new Literal.Integers(inner.Input.Shape ?? []), site),
        ];
        int first = body.Count;
        body.Add(new SpecNode(InnerNetwork.InputOp, [input], expected.ToEquatableArray(), layer.Place, "", site));
        foreach (SpecNode node in inner.Body.Skip(1))
        {
            body.Add(node with
            {
                Inputs = node.Inputs.Select(index => first + index).ToEquatableArray(),
                Arguments = node.Arguments.Select(argument => Within(layer.Place, argument) with { Site = site }).ToEquatableArray(),
                Place = node.Place is { } place ? Within(layer.Place, place) : null,
                Site = site,
            });
        }

        return first + inner.Result;
    }

    private static Argument Within(Place outer, Argument argument) => argument is { Name: TiedTo, Value: Literal.Text other }
        ? argument with { Value = new Literal.Text($"{outer.View}.{other.Value}") }
        : argument;

    private static Place Within(Place outer, Place inner) => new($"{outer.File}.{inner.File}", $"{outer.View}.{inner.View}", outer.Owner);
}
