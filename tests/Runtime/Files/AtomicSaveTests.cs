namespace CompiledNets.Tests.Files;

public sealed class AtomicSaveTests
{
    [Fact]
    public void ASaveThatFailsAnywhere_LeavesTheOldFileAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("net.safetensors");
        NetworkFiles.Save(new FileTestNetwork(1), path);
        byte[] old = File.ReadAllBytes(path);
        var newer = new FileTestNetwork(2);
        for (int room = 0; room < old.Length; room += 13)
        {
            Assert.Throws<IOException>(() => AtomicFile.Write(path, disk => NetworkFiles.Save(newer, new FullDiskStream(disk, room))));
            Assert.Equal(old, File.ReadAllBytes(path));
            Assert.Equal(["net.safetensors"], folder.Files());
        }

        AtomicFile.Write(path, disk => NetworkFiles.Save(newer, new FullDiskStream(disk, old.Length)));
        Assert.Equal(newer.File(), File.ReadAllBytes(path));
    }

    [Fact]
    public void WhileASaveIsUnderWay_TheOldFileIsWholeAndReadable()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("net.safetensors");
        var old = new FileTestNetwork(1);
        NetworkFiles.Save(old, path);
        AtomicFile.Write(path, disk =>
        {
            disk.Write(new byte[1000]);
            disk.Flush();
            var seen = new FileTestNetwork(2);
            NetworkFiles.Load(seen, path);
            Assert.Equal(old.Bits(), seen.Bits());
            Assert.Single(Directory.GetFiles(folder.Path, ".net.safetensors.*.tmp"));
        });
        Assert.Equal(["net.safetensors"], folder.Files());
    }

    [Fact]
    public void SavingWhereThereIsNoDirectory_NamesIt()
    {
        using var folder = new TemporaryFolder();
        string missing = folder.File("missing");
        var problem = Assert.Throws<DirectoryNotFoundException>(
            () => NetworkFiles.Save(new FileTestNetwork(1), Path.Combine(missing, "net.safetensors")));
        Assert.Contains(missing, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SavingOverADirectory_FailsAndLeavesNothing()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("net.safetensors"));
        Assert.ThrowsAny<Exception>(() => NetworkFiles.Save(new FileTestNetwork(1), folder.File("net.safetensors")));
        Assert.Empty(folder.Files());
    }
}
