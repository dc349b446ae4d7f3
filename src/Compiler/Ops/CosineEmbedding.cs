using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>1 - cos(a, b) where the target is 1, max(0, cos(a, b) - margin) where it is -1 (PyTorch's <c>cosine_embedding_loss</c>).</summary>
internal sealed class CosineEmbedding : Definition
{
    public override string Name => "CosineEmbedding";

    public override int LeastInputs => 3;

    public override Node? Build(Call call)
    {
        double margin = call.Number("margin", 0, value => value is >= -1 and <= 1, "from -1 to 1");
        Node a = call.Inputs[0], b = call.Inputs[1], target = call.Inputs[2];
        if (!Losses.NeedRows(call, a, b) || !(Losses.AreRowsOf(call, a, b) & Losses.HasOneFor(call, a, target)) || call.Failed)
        {
            return null;
        }

        Node cosine = CosineSimilarity.Of(call, a, b, call.AddPart("Products", new MultiplyOp(), a, b), 1e-8);
        Node apart = call.AddPart("Apart", new SubtractOp(), call.Constant(1), cosine);
        Node near = call.AddPart("Near", new ReLUOp(), call.AddPart("Gap", new SubtractOp(), cosine, call.Constant(margin)));

        // ½(1 + t)·apart + ½(1 - t)·near
        Node sum = call.AddPart("Sum", new AddOp(), apart, near), difference = call.AddPart("Difference", new SubtractOp(), apart, near);
        Node signed = call.AddPart("Signed", new MultiplyOp(), target, difference);
        Node twice = call.AddPart("Twice", new AddOp(), sum, signed);
        return Losses.MeanOverSample(call, call.AddPart("Cost", new MultiplyOp(), twice, call.Constant(0.5)));
    }
}
