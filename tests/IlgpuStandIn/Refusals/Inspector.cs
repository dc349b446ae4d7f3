using System.Reflection;
using System.Runtime.CompilerServices;

namespace ILGPU.StandIn;

/// <summary>What was found out about a kernel.</summary>
internal sealed record Inspection(bool UsesLocalMemory, IReadOnlyList<string> Warnings);

/// <summary>
/// Reads a kernel and all that it calls, and refuses what ILGPU 1.5.3 was seen not to compile. Names the method, the instruction and what to write.
/// </summary>
internal sealed partial class Inspector(MethodInfo kernel, bool isGrouped, bool hasAlgorithms)
{
    private const int MaximalParameters = 14, MaximalParameterBytes = 4096;

    private readonly HashSet<MethodBase> seen = [];
    private readonly Stack<MethodBase> path = [];
    private readonly List<string> warnings = [];
    private bool usesLocalMemory;

    public Inspection Run()
    {
        var parameters = kernel.GetParameters();
        if (!kernel.IsStatic && !IsFreeLambda(kernel))
            throw Refused(kernel, null, "it is an instance method or a lambda that captures something: make it static, and pass what it needs");
        if (parameters.Length - (isGrouped ? 0 : 1) > MaximalParameters)
            throw Refused(kernel, null, $"it has more than {MaximalParameters} parameters: put some into a struct");
        foreach (var parameter in parameters)
            InspectParameter(parameter);
        if (parameters.Sum(parameter => Layout.SizeOf(parameter.ParameterType)) > MaximalParameterBytes)
            throw Refused(kernel, null, $"its parameters have more than {MaximalParameterBytes} bytes");
        Inspect(kernel);
        return new Inspection(usesLocalMemory, warnings);
    }

    private void InspectParameter(ParameterInfo parameter)
    {
        if (parameter.ParameterType.IsByRef)
            throw Refused(kernel, null, $"its parameter {parameter.Name} is passed by reference");
        if (Types.WhyNot(parameter.ParameterType) is { } why)
            throw Refused(kernel, null, $"its parameter {parameter.Name} is {why}");
        if (Types.NotBlittable(parameter.ParameterType) is { } type)
            throw Refused(kernel, null, $"its parameter {parameter.Name} holds a {Names.Of(type)}, which has no fixed form on devices: use a byte or an int");
        if (Visibility.Hidden(parameter.ParameterType) is { } hidden)
            throw Refused(kernel, null, $"its parameter {parameter.Name} needs {Names.Of(hidden)}, which the assembly that ILGPU makes at run time cannot see: "
                + $"make it public, or internal and give its assembly [InternalsVisibleTo(\"{Visibility.RuntimeAssembly}\")]");
    }

    private void Inspect(MethodBase method)
    {
        if (path.Contains(method))
            throw Refused(method, null, "it calls itself");
        if (!seen.Add(method))
            return;
        path.Push(method);
        if (method.GetMethodBody() is not { } body)
            throw Refused(method, null, "it has no body");
        if (body.ExceptionHandlingClauses.Count > 0)
            throw Refused(method, null, "it has a try block");
        foreach (var type in body.LocalVariables.Select(local => local.LocalType).Concat(StackShapes.Arguments(method)))
        {
            if (Types.WhyNot(type) is { } why && !(method == kernel && !type.IsValueType && IsFreeLambda(kernel)))
                throw Refused(method, null, $"it has a variable that is {why}");
        }
        var instructions = MethodReader.Read(method);
        for (var i = 0; i < instructions.Count; i++)
            InspectInstruction(method, instructions, i);
        if (usesLocalMemory)
            WarnOfIndexes(method, instructions);
        foreach (var (at, called) in Calls.In(instructions))
            InspectCall(method, at, called);
        path.Pop();
    }

    /// <summary>A lambda without captures: a method of a class without fields.</summary>
    private static bool IsFreeLambda(MethodInfo method) =>
        !method.IsStatic && method.DeclaringType is { } type && type.IsDefined(typeof(CompilerGeneratedAttribute))
        && type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Length == 0;

    /// <summary>ILGPU keeps local memory in registers only where each index is a constant.</summary>
    private void WarnOfIndexes(MethodBase method, List<Instruction> instructions)
    {
        var views = new HashSet<int>();
        for (var i = 1; i < instructions.Count; i++)
        {
            if (instructions[i - 1].Operand is MethodBase { Name: "Allocate" or "Allocate1D" } allocate && allocate.DeclaringType == typeof(LocalMemory)
                && Variables.StoredLocal(instructions[i]) is { } local)
                views.Add(local);
        }
        if (views.Count == 0)
            return;
        var shapes = new StackShapes(method, instructions);
        for (var i = 1; i < instructions.Count; i++)
        {
            if (instructions[i].Operand is MethodBase { Name: "get_Item" } && shapes.Before[i] is [.., { Variable: { } view }, _] && views.Contains(view)
                && !instructions[i - 1].OpCode.Name!.StartsWith("ldc.", StringComparison.Ordinal))
                warnings.Add($"{Names.Of(method)}, {instructions[i]}: an index of local memory that is no constant, which moves it out of registers");
        }
    }

    private RefusedKernelException Refused(MethodBase method, Instruction? at, string why) => new(
        $"ILGPU cannot compile {Names.Of(kernel)}: {(method == kernel ? "" : $"in {Names.Of(method)}, ")}{(at is null ? "" : $"{at}: ")}{why}.");
}
