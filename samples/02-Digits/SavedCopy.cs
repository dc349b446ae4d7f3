using System.Runtime.InteropServices;
using CompiledNets;

namespace Digits;

/// <summary>The file that a trained network leaves behind.</summary>
internal static class SavedCopy
{
    /// <summary>Saves a network, loads it into a second instance, and makes sure that this one predicts the same bits.</summary>
    /// <param name="logits">What the network itself says about <paramref name="test"/>.</param>
    /// <exception cref="InvalidDataException">The copy predicts something else.</exception>
    public static void SaveAndCheck(INetwork net, Settings settings, Dataset test, ReadOnlySpan<float> logits)
    {
        NetworkFiles.Save(net, settings.SavePath);
        INetwork copy = settings.Network.Create(settings.Seed + 1);
        NetworkFiles.Load(copy, settings.SavePath);
        float[] again = Predictions.Of(copy, test);
        if (!MemoryMarshal.Cast<float, int>(again).SequenceEqual(MemoryMarshal.Cast<float, int>(logits)))
        {
            throw new InvalidDataException($"The network loaded from '{settings.SavePath}' predicts other numbers than the one saved.");
        }

        long bytes = new FileInfo(settings.SavePath).Length;
        Console.WriteLine($"saved {settings.SavePath} ({bytes / 1024} KiB); loaded again, it predicts the same bits");
    }

    /// <summary>Makes sure, before training, that there is a place for the result.</summary>
    public static void RequireFolder(string path)
    {
        if (Directory.Exists(path))
        {
            throw new IOException($"'{path}' cannot be saved: it is a directory.");
        }

        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"'{path}' cannot be saved: there is no directory '{folder}'.");
        }
    }
}
