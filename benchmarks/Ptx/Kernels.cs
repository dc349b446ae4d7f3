using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using ILGPU.StandIn;

namespace CompiledNets.Benchmarks.Ptx;

/// <summary>The kernels that a network may launch: those of its own, and the library's over its operands and sizes.</summary>
internal static class Kernels
{
    private const string Library = "CompiledNets.Accelerated";

    private static readonly Type[] Types = Assembly.GetExecutingAssembly().GetTypes();

    // And what sums are folded into.
    private static readonly Type[] LibraryStructs = [.. Types.Where(type => type is { Namespace: Library, IsValueType: true, IsGenericTypeDefinition: false }), typeof(float)];

    /// <summary>The library's kernels: static methods that become delegates there, which they do only to be loaded.</summary>
    private static readonly MethodInfo[] LibraryKernels =
    [
        .. Types.Where(type => type.Namespace == Library).SelectMany(Methods).SelectMany(Loaded).Distinct()
            .Where(method => method is { IsStatic: true, DeclaringType.Namespace: Library } && method.ReturnType == typeof(void)),
    ];

    /// <summary>The networks, each as the class that holds its kernels.</summary>
    public static IEnumerable<Type> Networks => Types.Where(type => type.Name == "DeviceCode").OrderBy(type => type.DeclaringType!.FullName, StringComparer.Ordinal);

    /// <summary>The library's kernels that are the same for all networks.</summary>
    public static IEnumerable<MethodInfo> Common => LibraryKernels.SelectMany(kernel => Instances(kernel, LibraryStructs));

    /// <summary>A network's kernels, but products.</summary>
    public static IEnumerable<MethodInfo> Of(Type network)
    {
        Type[] own = [.. network.GetNestedTypes(BindingFlags.NonPublic)];
        IEnumerable<MethodInfo> written = network.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Where(method => method.IsAssembly && method.ReturnType == typeof(void));
        IEnumerable<MethodInfo> library = LibraryKernels.Where(kernel => kernel.IsGenericMethodDefinition && kernel.DeclaringType != typeof(Accelerated.DeviceProduct))
            .SelectMany(kernel => Instances(kernel, [.. LibraryStructs, .. own])).Where(kernel => kernel.GetGenericArguments().Any(own.Contains));
        return written.Concat(library);
    }

    /// <summary>A network's products: structs that say where their factors lie.</summary>
    public static IEnumerable<Type> Products(Type network) =>
        network.GetNestedTypes(BindingFlags.NonPublic).Where(type => type.GetInterfaces().Any(face => face.Name == typeof(Accelerated.IProduct<>).Name));

    private static IEnumerable<MethodInfo> Methods(Type type) => type.GetMethods(
        BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Where(method => method.GetMethodBody() is not null);

    private static IEnumerable<MethodInfo> Loaded(MethodInfo method) => MethodReader.Read(method)
        .Where(instruction => instruction.OpCode == OpCodes.Ldftn).Select(instruction => instruction.Operand).OfType<MethodInfo>()
        .Where(loaded => !loaded.DeclaringType!.IsDefined(typeof(CompilerGeneratedAttribute)))
        .Select(loaded => loaded.IsGenericMethod ? loaded.GetGenericMethodDefinition() : loaded);

    /// <summary>The kernel with every choice of type arguments that its constraints allow; itself if it takes none.</summary>
    private static IEnumerable<MethodInfo> Instances(MethodInfo kernel, Type[] candidates)
    {
        if (!kernel.IsGenericMethodDefinition)
        {
            return [kernel];
        }

        IEnumerable<Type[]> choices = [[]];
        foreach (Type parameter in kernel.GetGenericArguments())
        {
            Type[] fitting = [.. candidates.Where(candidate => parameter.GetGenericParameterConstraints().All(constraint => Fits(candidate, constraint)))];
            choices = choices.SelectMany(choice => fitting.Select(type => (Type[])[.. choice, type]));
        }

        return choices.Select(choice => Made(kernel, choice)).OfType<MethodInfo>();
    }

    private static bool Fits(Type candidate, Type constraint) => constraint == typeof(ValueType)
        || candidate.GetInterfaces().Any(face => face.Namespace == constraint.Namespace && face.Name == constraint.Name);

    /// <summary>The kernel for these types; null where two of them do not belong together, which only their constraints know.</summary>
    private static MethodInfo? Made(MethodInfo kernel, Type[] choice)
    {
        try
        {
            return kernel.MakeGenericMethod(choice);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
