using CompiledNets;
using Samples.Drawing;

namespace Samples;

/// <summary>Handwritten digits to learn from and others to judge by, in columns <c>input</c> (1,28,28), greys from 0 to 1, and <c>label</c>.</summary>
/// <param name="Description">Where they come from.</param>
/// <param name="Train">To learn from.</param>
/// <param name="Test">To judge by.</param>
public sealed record DigitData(string Description, Dataset Train, Dataset Test)
{
    /// <summary>The digits 0 to 9.</summary>
    public const int Classes = 10;

    /// <summary>What <c>--data</c> wants, for help.</summary>
    public const string Help = "Folder of MNIST's four IDX files, gzipped or not. Without it, the program draws its own digits.";

    private const int DrawnTrain = 20_000, DrawnTest = 4_000;

    // Apart from --seed, so that runs of different seeds can be compared.
    private const ulong DrawnTrainSeed = 1, DrawnTestSeed = 2, UnseenSeed = 3;

    /// <summary>Reads MNIST's files from a folder, or draws digits if there is none.</summary>
    /// <exception cref="IOException">The folder or a file of it is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or holds something else than digits.</exception>
    public static DigitData Load(string? folder)
    {
        if (folder is null)
        {
            return new DigitData("drawn digits", Draw(DrawnTrain, DrawnTrainSeed), Draw(DrawnTest, DrawnTestSeed));
        }

        (Dataset train, Dataset test) = MnistFolder.Read(folder, "input", "label");
        RequireDigits(train, folder, "training");
        RequireDigits(test, folder, "test");
        return new DigitData($"digits of {folder}", train, test);
    }

    /// <summary>Some of the digits.</summary>
    public DigitData Only(Predicate<int> isWanted)
    {
        return this with { Train = Pick(Train), Test = Pick(Test) };

        Dataset Pick(Dataset data) => data.Pick([.. Enumerable.Range(0, data.Count).Where(sample => isWanted(Label(data, sample)))]);
    }

    /// <summary>Draws digits that are in neither set.</summary>
    public static Dataset DrawUnseen(int count) => Draw(count, UnseenSeed);

    /// <summary>The digit that an image shows.</summary>
    public static int Label(Dataset data, int sample) => data.Tokens("label", sample)[0];

    private static Dataset Draw(int count, ulong seed)
    {
        (float[] images, int[] labels) = DrawnDigits.Draw(count, seed);
        return Dataset.Create().With("input", images, 1, Canvas.Side, Canvas.Side).With("label", labels);
    }

    /// <summary>Other data comes in the same format: letters, or images of another size.</summary>
    private static void RequireDigits(Dataset data, string folder, string part)
    {
        if (data.Count == 0)
        {
            throw new InvalidDataException($"The {part} set in '{folder}' is empty.");
        }

        if (data.Columns[0].Shape is not [1, Canvas.Side, Canvas.Side])
        {
            string size = string.Join(" by ", data.Columns[0].Shape.Skip(1));
            throw new InvalidDataException($"The {part} images in '{folder}' are {size} pixels, not {Canvas.Side} by {Canvas.Side}.");
        }

        for (int sample = 0; sample < data.Count; sample++)
        {
            int label = Label(data, sample);
            if (label is < 0 or >= Classes)
            {
                throw new InvalidDataException($"The {part} set in '{folder}' has the label {label}, which is no digit.");
            }
        }
    }
}
