namespace CompiledNets.Tests.Files;

public sealed class FuzzTests
{
    private const int Mutations = 6_000;

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void AMutatedFile_IsRefusedOrLoadsWhole(int seed, bool seekable)
    {
        var random = new Random(seed);
        byte[] good = new FileTestNetwork(1).File();
        var net = new FileTestNetwork(2);
        int refused = 0;
        for (int mutation = 0; mutation < Mutations; mutation++)
        {
            byte[] file = Mutate(good, random);
            using Stream stream = seekable ? new MemoryStream(file) : new TricklingStream(file, 100);
            int[] before = net.Bits();
            try
            {
                NetworkFiles.Load(net, stream, strict: mutation % 2 == 0);
            }
            catch (NetworkFileException)
            {
                refused++;
                Assert.Equal(before, net.Bits());
            }
        }

        // Most of the file is header, where hardly a change is harmless; in the data, any is.
        Assert.InRange(refused, Mutations / 4, Mutations - 1);
    }

    private static byte[] Mutate(byte[] good, Random random)
    {
        List<byte> file = [.. good];
        int edits = random.Next(1, 4);
        for (int edit = 0; edit < edits; edit++)
        {
            int at = random.Next(file.Count);
            int count = Math.Min(random.Next(1, 20), file.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    file[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    file[at] = (byte)random.Next(256);
                    break;
                case 2:
                    file[at] = (byte)"{}[]\",:0123456789-.eE\\"[random.Next(22)];
                    break;
                case 3:
                    file.RemoveRange(at, count == file.Count ? count - 1 : count);
                    break;
                case 4:
                    file.InsertRange(at, file.GetRange(at, count));
                    break;
                default:
                    file.InsertRange(random.Next(file.Count), file.GetRange(at, count));
                    break;
            }
        }

        return [.. file];
    }
}
