using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace ILGPU.StandIn;

/// <summary>One instruction of a method, its operand resolved for the method's type arguments. Branch operands are offsets.</summary>
internal sealed record Instruction(int Offset, OpCode OpCode, object? Operand, int Next)
{
    public override string ToString() => $"IL_{Offset:x4} {OpCode.Name}{(Operand is null ? "" : " " + Text(Operand))}";

    private static string Text(object operand) => operand switch
    {
        MethodBase method => Names.Of(method),
        FieldInfo field => $"{Names.Of(field.DeclaringType!)}.{field.Name}",
        Type type => Names.Of(type),
        string text => $"\"{text}\"",
        int[] => "…",
        _ => string.Format(System.Globalization.CultureInfo.InvariantCulture, "{0}", operand),
    };
}

/// <summary>A method's instructions.</summary>
internal static class MethodReader
{
    private static readonly Dictionary<short, OpCode> opCodes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public static List<Instruction> Read(MethodBase method)
    {
        var bytes = method.GetMethodBody()?.GetILAsByteArray() ?? throw new ArgumentException($"{Names.Of(method)} has no body.");
        var instructions = new List<Instruction>();
        for (var at = 0; at < bytes.Length;)
        {
            var offset = at;
            short value = bytes[at++];
            if (value == 0xFE)
                value = (short)(0xFE00 | bytes[at++]);
            var code = opCodes[value];
            var operand = Operand(method, code, bytes, ref at);
            instructions.Add(new Instruction(offset, code, operand, at));
        }
        return instructions;
    }

    private static object? Operand(MethodBase method, OpCode code, byte[] bytes, ref int at)
    {
        var span = bytes.AsSpan(at);
        switch (code.OperandType)
        {
            case OperandType.InlineNone:
                return null;
            case OperandType.ShortInlineBrTarget:
                return ++at + (sbyte)span[0];
            case OperandType.ShortInlineI:
                at++;
                return (int)(sbyte)span[0];
            case OperandType.ShortInlineVar:
                at++;
                return (int)span[0];
            case OperandType.InlineVar:
                at += 2;
                return (int)BinaryPrimitives.ReadUInt16LittleEndian(span);
            case OperandType.InlineI8:
                at += 8;
                return BinaryPrimitives.ReadInt64LittleEndian(span);
            case OperandType.ShortInlineR:
                at += 4;
                return BinaryPrimitives.ReadSingleLittleEndian(span);
            case OperandType.InlineR:
                at += 8;
                return BinaryPrimitives.ReadDoubleLittleEndian(span);
            case OperandType.InlineSwitch:
                var count = BinaryPrimitives.ReadInt32LittleEndian(span);
                at += 4 + 4 * count;
                var targets = new int[count];
                for (var i = 0; i < count; i++)
                    targets[i] = at + BinaryPrimitives.ReadInt32LittleEndian(span[(4 + 4 * i)..]);
                return targets;
            case OperandType.InlineBrTarget:
                at += 4;
                return at + BinaryPrimitives.ReadInt32LittleEndian(span);
            case OperandType.InlineI:
                at += 4;
                return BinaryPrimitives.ReadInt32LittleEndian(span);
            default:
                at += 4;
                return Resolve(method, code.OperandType, BinaryPrimitives.ReadInt32LittleEndian(span));
        }
    }

    private static object? Resolve(MethodBase method, OperandType kind, int token)
    {
        var ofType = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        return kind switch
        {
            OperandType.InlineString => method.Module.ResolveString(token),
            OperandType.InlineSig => token,
            _ => method.Module.ResolveMember(token, ofType, ofMethod),
        };
    }
}

/// <summary>Names for messages, as one would write them in C#.</summary>
internal static class Names
{
    public static string Of(MethodBase method) =>
        $"{(method.DeclaringType is { } type ? Of(type) + "." : "")}{method.Name}{Arguments(method.IsGenericMethod ? method.GetGenericArguments() : [])}";

    public static string Of(Type type) => type switch
    {
        { IsByRef: true } => "ref " + Of(type.GetElementType()!),
        { IsPointer: true } => Of(type.GetElementType()!) + "*",
        { IsArray: true } => Of(type.GetElementType()!) + "[]",
        { IsGenericType: true } => type.Name.Split('`')[0] + Arguments(type.GetGenericArguments()),
        _ => type.Name,
    };

    private static string Arguments(Type[] types) => types.Length == 0 ? "" : $"<{string.Join(", ", types.Select(Of))}>";
}
