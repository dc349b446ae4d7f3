namespace CompiledNets.Tests.Files;

/// <summary>Reads like a network connection: forward only, a few bytes at a time.</summary>
internal sealed class TricklingStream(byte[] content, int pieceBytes) : Stream
{
    private int position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = Math.Min(Math.Min(count, pieceBytes), content.Length - position);
        Array.Copy(content, position, buffer, offset, read);
        position += read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}

/// <summary>A disk that runs full after so many bytes.</summary>
internal sealed class FullDiskStream(Stream disk, long room) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => disk.Length;

    public override long Position
    {
        get => disk.Position;
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        int fits = (int)Math.Min(count, room - disk.Position);
        disk.Write(buffer, offset, fits);
        if (fits < count)
        {
            throw new IOException("No space left on device");
        }
    }

    public override void Flush() => disk.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

/// <summary>A directory for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("CompiledNets.Files.");

    public string Path => folder.FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string[] Files() => [.. folder.GetFiles().Select(file => file.Name).Order()];

    public void Dispose() => folder.Delete(recursive: true);
}
