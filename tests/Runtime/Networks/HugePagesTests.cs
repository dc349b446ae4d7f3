namespace CompiledNets.Tests.Networks;

public sealed class HugePagesTests
{
    private const int Floats = 4 << 20;

    [Fact]
    public void LargeBuffer_IsZeroAndHoldsWhatIsWritten()
    {
        var buffer = new AlignedBuffer(Floats);
        Assert.False(buffer.Raw.ContainsAnyExcept(0f));
        buffer.Raw.Fill(2);
        Assert.False(buffer.Raw.ContainsAnyExcept(2f));
    }

    [Fact]
    public unsafe void LargeBuffer_IsAskedForInHugePagesWhereThereAreSome()
    {
        bool kernelHasThem = OperatingSystem.IsLinux() && File.Exists("/sys/kernel/mm/transparent_hugepage/enabled");
        var buffer = new AlignedBuffer(Floats);
        fixed (float* first = buffer.Raw)
        {
            Assert.Equal(kernelHasThem, kernelHasThem && FlagsAt((nuint)(first + Floats / 2)).Contains("hg"));
        }

        GC.KeepAlive(buffer);
    }

    // A mapping begins with "from-to rwxp ...", numbers in hexadecimal, and its flags follow on a line of their own.
    private static string[] FlagsAt(nuint address)
    {
        bool isThere = false;
        foreach (string line in File.ReadLines("/proc/self/smaps"))
        {
            string[] range = line.Split(' ')[0].Split('-');
            if (range.Length == 2)
            {
                isThere = Convert.ToUInt64(range[0], 16) <= address && address < Convert.ToUInt64(range[1], 16);
            }
            else if (isThere && line.StartsWith("VmFlags:", StringComparison.Ordinal))
            {
                return line.Split(' ');
            }
        }

        return [];
    }
}
