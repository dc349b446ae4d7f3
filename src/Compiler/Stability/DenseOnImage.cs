using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;

namespace CompiledNets.Compiler.Stability;

/// <summary>CN2008: a dense layer on an image, (channels, height, width), mixes the columns of each row and nothing else: Dense acts on the
/// last axis.</summary>
internal sealed class DenseOnImage : StabilityRule
{
    private static readonly HashSet<string> ImageLayers = ["Conv2D", "ConvTranspose2D", "MaxPool2D", "AveragePool2D", "Upsample"];
    private static readonly HashSet<string> Between = [.. Families.Activations, .. Families.Norms, "Dropout", InnerNetwork.InputOp];

    public override IEnumerable<Fault> Check(Wiring wiring)
    {
        foreach (WiredCall dense in wiring.Of(["Dense"]))
        {
            WiredCall image = dense.Inputs[0].Behind(Between);
            if (ImageLayers.Contains(image.Op) && dense.Inputs[0].Shape is { Rank: 3 } shape && !dense.IsInner)
            {
                yield return At(
                    dense, Rules.DenseOnImage, image.Title, shape.ToString(), shape[-1].ToString(), shape.Size.ToString());
            }
        }
    }
}
