using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>Values that are there, views of them, and what is done with results.</summary>
[References]
internal static class Sources
{
    public static Values Input(InputOp op, Evaluation evaluation) => evaluation.Feed.Inputs[op.Index];

    public static Values Stored(StoredOp op, Evaluation evaluation) => evaluation.Stored[op.Tensor];

    public static void Constant(ConstantOp op, Values y) => y[0] = op.Value;

    public static void Arange(ArangeOp op, Values y)
    {
        for (int i = 0; i < op.Count; i++)
        {
            y[0, i] = i;
        }
    }

    public static void InverseBatch(InverseBatchOp op, Values y, Evaluation evaluation) => y[0] = 1.0 / evaluation.Samples;

    public static Values Reshape(ReshapeOp op, Values x) => x.Seen(op.Shape);

    public static Values Part(PartOp op, Values x) =>
        new(x.Type.With(op.Shape), x.Samples, x.Data[op.Start..(op.Start + op.Shape.Size)]);

    public static Values StopGradient(StopGradientOp op, Values x) => x;

    public static Values Output(OutputOp op, Values x, Evaluation evaluation) => evaluation.Outputs[op.Index] = x;

    public static Values Copy(CopyOp op, Values x) => x;

    public static Values StateUpdate(StateUpdateOp op, Values x, Evaluation evaluation) => evaluation.States[op.Index] = x;

    public static Values Accumulate(AccumulateOp op, Values gradient, Evaluation evaluation)
    {
        if (!evaluation.Gradients.TryGetValue(op.Tensor, out Values? sum))
        {
            evaluation.Gradients.Add(op.Tensor, sum = new Values(gradient.Type, 1));
        }

        for (int i = 0; i < sum.Data.Length; i++)
        {
            sum.Data[i] += gradient.Data[i];
        }

        return gradient;
    }
}
