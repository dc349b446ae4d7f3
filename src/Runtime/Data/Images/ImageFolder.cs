using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>Reads images that are sorted into one folder per class: <c>cats/1.png</c>, <c>dogs/7.ppm</c>.</summary>
public static class ImageFolder
{
    private static readonly ImmutableArray<string> Endings = [".png", ".pgm", ".ppm"];

    /// <summary>Reads all PNG, PGM and PPM files. Images are (channels, height, width) with values in [0, 1], labels are
    /// (), the number of the class among <c>Classes</c>.</summary>
    /// <param name="folder">The folder of folders. Classes and files are taken in ordinal order of their names.</param>
    /// <param name="imageColumn">What to call the images: the network's parameter.</param>
    /// <param name="labelColumn">What to call the labels.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or not of the size and channels of the first; or there is
    /// none.</exception>
    public static (Dataset Data, ImmutableArray<string> Classes) Read(string folder, string imageColumn = "image", string labelColumn = "label")
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string[] classes = [.. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)];
        (string Path, int Class)[] files = [.. classes.SelectMany((path, number) => ImagesIn(path).Select(file => (file, number)))];
        if (files.Length == 0)
        {
            throw new InvalidDataException($"'{folder}' has no folders with {string.Join(", ", Endings)} files.");
        }

        PixelImage first = PixelImage.Read(files[0].Path);
        int size = first.Pixels.Length;
        float[] values = new float[checked(files.Length * size)];
        for (int i = 0; i < files.Length; i++)
        {
            PixelImage image = i == 0 ? first : PixelImage.Read(files[i].Path);
            if ((image.Width, image.Height, image.Channels) != (first.Width, first.Height, first.Channels))
            {
                throw new InvalidDataException(
                    $"'{files[i].Path}' is {Size(image)}, but '{files[0].Path}' is {Size(first)}: a network takes images of one size.");
            }

            image.CopyTo(values.AsSpan(i * size, size));
        }

        Dataset data = Dataset.Create()
            .With(imageColumn, values, first.Channels, first.Height, first.Width)
            .With(labelColumn, [.. files.Select(file => file.Class)]);
        return (data, [.. classes.Select(path => Path.GetFileName(path))]);
    }

    private static IEnumerable<string> ImagesIn(string folder) => Directory.EnumerateFiles(folder)
        .Where(file => Endings.Contains(Path.GetExtension(file).ToLowerInvariant()))
        .Order(StringComparer.Ordinal);

    private static string Size(PixelImage image) => $"{image.Width}×{image.Height} with {image.Channels} channels";
}
