namespace CompiledNets.Tests.Samples.Digits;

/// <summary>A test that is skipped, and says so, on machines that cannot link native programs.</summary>
internal sealed class NativeAotFactAttribute : FactAttribute
{
    public NativeAotFactAttribute()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "clang"))))
        {
            Skip = "Native AOT links with clang, which is not installed.";
        }
    }
}
