using System.Runtime.CompilerServices;

namespace CompiledNets.Tests.Samples.Digits;

/// <summary>A test that is skipped, and says so, on machines that cannot link native programs.</summary>
internal sealed class NativeAotFactAttribute : FactAttribute
{
    public NativeAotFactAttribute([CallerMemberName] string test = "")
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "clang"))))
        {
            Skip = "Native AOT links with clang, which is not installed.";
            // Runners print names of skipped tests, but seldom why.
            DisplayName = $"{test}: {Skip}";
        }
    }
}
