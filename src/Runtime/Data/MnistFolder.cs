namespace CompiledNets;

/// <summary>Reads MNIST, or what was made in its image (Fashion-MNIST, KMNIST), from its four usual files.</summary>
public static class MnistFolder
{
    /// <summary>Reads both parts. Images are (1, height, width) with values in [0, 1], labels are ().</summary>
    /// <param name="folder">Where <c>train-images-idx3-ubyte</c>, <c>train-labels-idx1-ubyte</c>, <c>t10k-images-idx3-ubyte</c>
    /// and <c>t10k-labels-idx1-ubyte</c> lie, each with or without <c>.gz</c>; <c>.idx3-ubyte</c> with a dot will do.</param>
    /// <param name="imageColumn">What to call the images: the network's parameter.</param>
    /// <param name="labelColumn">What to call the labels.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged or does not fit its partner: one line that names it.</exception>
    public static (Dataset Train, Dataset Test) Read(string folder, string imageColumn = "image", string labelColumn = "label")
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder '{folder}'.");
        }

        return (ReadPart("train"), ReadPart("t10k"));

        Dataset ReadPart(string part)
        {
            string imagePath = Find(folder, part + "-images", "idx3-ubyte");
            string labelPath = Find(folder, part + "-labels", "idx1-ubyte");
            IdxFile images = ReadBytes(imagePath, rank: 3);
            IdxFile labels = ReadBytes(labelPath, rank: 1);
            if (images.Shape[0] != labels.Shape[0])
            {
                throw new InvalidDataException($"'{labelPath}' has {labels.Shape[0]} labels for the {images.Shape[0]} images of '{imagePath}'.");
            }

            return Dataset.Create()
                .With(imageColumn, images.ToFloats(divisor: byte.MaxValue), 1, images.Shape[1], images.Shape[2])
                .With(labelColumn, labels.ToInts());
        }
    }

    private static string Find(string folder, string stem, string ending)
    {
        string[] names = [$"{stem}-{ending}", $"{stem}-{ending}.gz", $"{stem}.{ending}", $"{stem}.{ending}.gz"];
        return names.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"There is no {names[0]}, with or without .gz, in '{folder}'.", Path.Combine(folder, names[0]));
    }

    private static IdxFile ReadBytes(string path, int rank)
    {
        IdxFile file = IdxFile.Read(path);
        bool fits = file.Type == IdxType.UInt8 && file.Shape.Length == rank && (rank == 1 || file.Shape is [_, > 0, > 0]);
        return fits
            ? file
            : throw new InvalidDataException($"'{path}' holds {ShapeText.Of(file.Shape)} values of {file.Type}, not MNIST's {rank}-dimensional bytes.");
    }
}
