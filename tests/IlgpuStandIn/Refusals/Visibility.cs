using System.Reflection;
using System.Runtime.CompilerServices;

namespace ILGPU.StandIn;

/// <summary>
/// Which types ILGPU's launchers can name. For its CPU accelerator it makes, in an assembly of its own, a class with a field for each of a kernel's parameters;
/// the run time refuses that class if it cannot see a field's type or a type argument of it.
/// </summary>
internal static class Visibility
{
    /// <summary>The assembly that ILGPU makes.</summary>
    public const string RuntimeAssembly = "ILGPURuntime";

    /// <summary>A type that cannot be seen from there among the type, its type arguments and the types around them; or null.</summary>
    public static Type? Hidden(Type type) =>
        !IsVisible(type) ? type
        : type.DeclaringType is { } outer && Hidden(outer) is { } around ? around
        : type.GetGenericArguments().Select(Hidden).FirstOrDefault(hidden => hidden is not null);

    private static bool IsVisible(Type type) => type.IsGenericParameter || type.IsPublic || type.IsNestedPublic
        || ((type.IsNotPublic || type.IsNestedAssembly || type.IsNestedFamORAssem) && IsFriend(type.Assembly));

    private static bool IsFriend(Assembly assembly) =>
        assembly.GetCustomAttributes<InternalsVisibleToAttribute>().Any(friend => friend.AssemblyName == RuntimeAssembly);
}
