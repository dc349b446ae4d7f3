using System.Linq.Expressions;
using System.Reflection;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>Marks a class whose methods are reference implementations, one for each op. The first parameter's type says of which op;
/// then come the op's inputs (or all of them as <c>Values[]</c>), and last, where wanted, the <see cref="Evaluation"/>.</summary>
/// <remarks>
/// Three kinds of method:
/// <code>
/// static double Add(AddOp op, double a, double b) => a + b;            // elementwise: broadcasting is done for it
/// static void Linear(LinearOp op, Values x, Values weight, Values y)   // loops: fills y, which is zero before
/// static Values Reshape(ReshapeOp op, Values x) => x.Seen(op.Shape);   // says what the value is: views and sources
/// </code>
/// </remarks>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ReferencesAttribute : Attribute;

/// <summary>The reference implementation of an op.</summary>
internal abstract class OpReference
{
    public abstract Values Evaluate(Node node, Values[] inputs, Evaluation evaluation);
}

/// <summary>Finds the reference implementations of ops: all methods of classes marked <see cref="ReferencesAttribute"/>.</summary>
internal static class References
{
    private static readonly Dictionary<Type, OpReference> ByOp = typeof(References).Assembly.GetTypes()
        .Where(type => type.GetCustomAttribute<ReferencesAttribute>() is not null)
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly))
        .ToDictionary(method => method.GetParameters()[0].ParameterType, Create);

    public static OpReference Of(Op op) =>
        ByOp.TryGetValue(op.GetType(), out OpReference? reference) ? reference
        : throw new NotSupportedException($"{op.GetType().Name} has no reference: add a method for it to a class of tests/Compiler/Reference.");

    /// <summary>Whether ops of this type have one.</summary>
    public static bool Has(Type op) => ByOp.ContainsKey(op);

    private static OpReference Create(MethodInfo method) =>
        method.ReturnType == typeof(double) ? new ElementwiseReference(method) : new LoopReference(method);

    /// <summary>A function of doubles, applied at each index.</summary>
    private sealed class ElementwiseReference(MethodInfo method) : OpReference
    {
        private readonly Func<Op, double[], double> function = Compile(method);

        public override Values Evaluate(Node node, Values[] inputs, Evaluation evaluation)
        {
            var y = new Values(node.Type, evaluation.Samples);
            int[][] offsets = [.. inputs.Select(input => Broadcasting.Offsets(input.Shape, y.Shape))];
            double[] operands = new double[inputs.Length];
            for (int n = 0; n < y.Samples; n++)
            {
                for (int index = 0; index < y.Shape.Size; index++)
                {
                    for (int input = 0; input < inputs.Length; input++)
                    {
                        int first = inputs[input].Type.Batched ? n * inputs[input].Shape.Size : 0;
                        operands[input] = inputs[input].Data[first + offsets[input][index]];
                    }

                    y.Data[n * y.Shape.Size + index] = function(node.Op, operands);
                }
            }

            return y;
        }

        private static Func<Op, double[], double> Compile(MethodInfo method)
        {
            ParameterExpression op = Expression.Parameter(typeof(Op)), operands = Expression.Parameter(typeof(double[]));
            IEnumerable<Expression> arguments = method.GetParameters().Skip(1)
                .Select((_, index) => Expression.ArrayIndex(operands, Expression.Constant(index)));
            Expression self = Expression.Convert(op, method.GetParameters()[0].ParameterType);
            return Expression.Lambda<Func<Op, double[], double>>(Expression.Call(method, [self, .. arguments]), op, operands).Compile();
        }
    }

    /// <summary>A method over whole values.</summary>
    private sealed class LoopReference(MethodInfo method) : OpReference
    {
        private readonly ParameterInfo[] parameters = method.GetParameters();

        public override Values Evaluate(Node node, Values[] inputs, Evaluation evaluation)
        {
            var target = method.ReturnType == typeof(void) ? new Values(node.Type, evaluation.Samples) : null;
            var arguments = new List<object> { node.Op };
            arguments.AddRange(parameters[1..].Any(parameter => parameter.ParameterType == typeof(Values[])) ? [inputs] : inputs);
            if (target is not null)
            {
                arguments.Add(target);
            }

            if (parameters[^1].ParameterType == typeof(Evaluation))
            {
                arguments.Add(evaluation);
            }

            object? result = method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [.. arguments], null);
            return target ?? (Values)result!;
        }
    }
}
