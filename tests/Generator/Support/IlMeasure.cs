using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace CompiledNets.Generator.Tests.Support;

/// <summary>What the JIT looks at when it decides whether a method is too large to optimise.</summary>
internal readonly record struct IlMeasure(int Bytes, int Locals, int Instructions, int Blocks)
{
    private static readonly Dictionary<ushort, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => unchecked((ushort)code.Value));

    public static IlMeasure Of(MethodBody body)
    {
        byte[] il = body.GetILAsByteArray() ?? [];

        // A block begins with the method, at a branch's target, behind a branch, and with a handler.
        var starts = new HashSet<int> { 0 };
        starts.UnionWith(body.ExceptionHandlingClauses.SelectMany(clause => new[] { clause.TryOffset, clause.HandlerOffset }));
        int instructions = 0;
        for (int offset = 0; offset < il.Length; instructions++)
        {
            OpCode code = Codes[il[offset] == 0xFE ? BinaryPrimitives.ReadUInt16BigEndian(il.AsSpan(offset)) : il[offset]];
            int operand = offset + code.Size;
            int next = operand + OperandSize(code, il, operand);
            foreach (int target in Targets(code, il, operand, next))
            {
                starts.Add(target);
            }

            if (code.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch or FlowControl.Return or FlowControl.Throw)
            {
                starts.Add(next);
            }

            offset = next;
        }

        return new IlMeasure(il.Length, body.LocalVariables.Count, instructions, starts.Count(start => start < il.Length));
    }

    public bool IsWithin(IlMeasure budget) =>
        Bytes < budget.Bytes && Locals < budget.Locals && Instructions < budget.Instructions && Blocks < budget.Blocks;

    private static int OperandSize(OpCode code, byte[] il, int operand) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + 4 * BinaryPrimitives.ReadInt32LittleEndian(il.AsSpan(operand)),
        _ => 4,
    };

    private static IEnumerable<int> Targets(OpCode code, byte[] il, int operand, int next) => code.OperandType switch
    {
        OperandType.ShortInlineBrTarget => [next + unchecked((sbyte)il[operand])],
        OperandType.InlineBrTarget => [next + BinaryPrimitives.ReadInt32LittleEndian(il.AsSpan(operand))],
        OperandType.InlineSwitch => Enumerable.Range(1, (next - operand) / 4 - 1)
            .Select(index => next + BinaryPrimitives.ReadInt32LittleEndian(il.AsSpan(operand + 4 * index))),
        _ => [],
    };
}
