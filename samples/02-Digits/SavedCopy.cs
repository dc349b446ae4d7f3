using System.Runtime.InteropServices;
using CompiledNets;

namespace Digits;

/// <summary>The file that a trained network leaves behind.</summary>
internal static class SavedCopy
{
    /// <summary>Saves a network, loads it into a second instance, and makes sure that this one predicts the same bits.</summary>
    /// <exception cref="InvalidDataException">The copy predicts something else.</exception>
    public static void SaveAndCheck(INetwork net, INetwork copy, string path, Dataset test)
    {
        NetworkFiles.Save(net, path);
        NetworkFiles.Load(copy, path);
        if (!MemoryMarshal.AsBytes<float>(Predictions.Of(copy, test)).SequenceEqual(MemoryMarshal.AsBytes<float>(Predictions.Of(net, test))))
        {
            throw new InvalidDataException($"The network loaded from '{path}' predicts other numbers than the one saved.");
        }

        Console.WriteLine($"saved {path} ({new FileInfo(path).Length / 1024} KiB); loaded again, it predicts the same bits");
    }
}
