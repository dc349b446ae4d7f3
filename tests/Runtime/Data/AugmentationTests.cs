using System.Text.Json.Nodes;
using CompiledNets.Tests.Training;

namespace CompiledNets.Tests.Data;

public class AugmentationTests
{
    private static readonly EntryColumn Image = new("image", ColumnKind.Tensor, [2, 5, 7]);

    private static float[] Changed(FloatAugmentation augmentation, float[] image, ulong epoch = 1, ulong sample = 0)
    {
        float[] changed = new float[image.Length];
        var random = new AugmentationRandom(3, epoch, sample);
        augmentation.Change(Image, image, changed, ref random);
        return changed;
    }

    [Fact]
    public void Warps_AgreeWithBilinearSamplingInDouble()
    {
        JsonNode golden = Golden.Read("data")["warps"]!;
        float[] image = golden["image"].Floats(), warped = new float[image.Length];
        int[] shape = [.. golden["shape"].Floats().Select(extent => (int)extent)];
        foreach (JsonNode? one in golden["cases"]!.AsArray())
        {
            var warp = new ImageWarp((float)one!["right"]!, (float)one["down"]!, (float)one["degrees"]!, (float)one["zoom"]!, (bool)one["flip"]!);
            warp.Apply(image, warped, shape[1], shape[2], (float)golden["fill"]!);
            Numbers.AssertClose(one["values"].Floats().ToDoubles(), warped, 2e-5, warp.ToString());
        }
    }

    [Fact]
    public void WithNothingSet_ImagesStayAsTheyAre()
    {
        float[] image = Numbers.Uniform(1, 70);
        Assert.Equal(image, Changed(new ImageAugmentation(), image));
        float[] flipped = Changed(new ImageAugmentation { FlipProbability = 1 }, image);
        Assert.All(Enumerable.Range(0, 70), i => Assert.Equal(image[i / 7 * 7 + 6 - i % 7], flipped[i], 1e-6f));
    }

    [Fact]
    public void Changes_DependOnSeedEpochAndSampleAlone()
    {
        float[] image = Numbers.Uniform(1, 70);
        var all = new ImageAugmentation { Shift = 1, Rotation = 20, Zoom = 0.2f, FlipProbability = 0.5, Cutout = 2, Noise = 0.1f };
        float[] first = Changed(all, image);
        Assert.Equal(first, Changed(all, image));
        Assert.NotEqual(first, Changed(all, image, epoch: 2));
        Assert.NotEqual(first, Changed(all, image, sample: 1));
    }

    [Fact]
    public void Cutouts_AreSquaresThroughAllChannels()
    {
        float[] image = [.. Enumerable.Repeat(1f, 70)];
        for (ulong sample = 0; sample < 50; sample++)
        {
            float[] cut = Changed(new ImageAugmentation { Cutout = 3, Fill = -1 }, image, sample: sample);
            int[] places = [.. Enumerable.Range(0, 35).Where(i => cut[i] == -1)];
            Assert.Equal(places, Enumerable.Range(0, 35).Where(i => cut[35 + i] == -1));
            int height = places.Max(i => i / 7) - places.Min(i => i / 7) + 1, width = places.Max(i => i % 7) - places.Min(i => i % 7) + 1;
            Assert.Equal(height * width, places.Length);
            Assert.True(height is 2 or 3 && width is 2 or 3);
        }
    }

    [Fact]
    public void Noise_HasItsDeviation()
    {
        double[] noise = [.. Enumerable.Range(0, 500).SelectMany(
            i => Changed(new ImageAugmentation { Noise = 0.5f }, new float[70], sample: (ulong)i)).Select(value => (double)value)];
        Assert.Equal(0, noise.Average(), 0.01);
        Assert.Equal(0.25, noise.Average(value => value * value), 0.01);
    }

    [Fact]
    public void Words_AreDroppedAndSwapped_PaddingIsNot()
    {
        var column = new EntryColumn("text", ColumnKind.Tokens, [8]);
        int[] text = [5, 6, 7, 8, 9, 0, 0, 0];
        int dropped = 0, moved = 0;
        for (ulong sample = 0; sample < 1000; sample++)
        {
            int[] changed = new int[8];
            var random = new AugmentationRandom(1, 1, sample);
            new TextAugmentation { Swap = 0.2 }.Change(column, text, changed, ref random);
            Assert.Equal([0, 0, 0], changed[5..]);
            Assert.Equal(text[..5], changed[..5].Order());
            Assert.All(Enumerable.Range(0, 5), i => Assert.InRange(Array.IndexOf(changed, text[i]), i - 1, i + 1));
            moved += changed.Zip(text).Count(pair => pair.First != pair.Second);
            new TextAugmentation { WordDropout = 0.3 }.Change(column, text, changed, ref random);
            Assert.All(changed.Zip(text), pair => Assert.True(pair.First == pair.Second || pair.First == 1 && pair.Second != 0));
            dropped += changed.Count(token => token == 1);
        }

        Assert.Equal(0.3, dropped / 5000.0, 0.03);
        Assert.InRange(moved, 1000, 1700); // Two for each of up to 0.8 swaps.
    }

    [Fact]
    public void AugmentedBatches_ChangeFromEpochToEpoch_AndNothingElseDoes()
    {
        Dataset plain = Dataset.Create().With("image", Numbers.Uniform(2, 5 * 12), 3, 4).With("label", [.. Enumerable.Range(0, 5)]);
        Dataset augmented = plain.Augment("image", new ImageAugmentation { Noise = 1 }, seed: 4);
        BatchSequence batches = augmented.Batches(2);
        float[] first = Images(batches);
        Assert.NotEqual(plain.CopyFloats("image"), first);
        Assert.Equal(first, Images(batches));
        Assert.Equal(plain.CopyFloats("image"), augmented.CopyFloats("image"));
        batches.Epoch = 1;
        Assert.NotEqual(first, Images(batches));

        // A sample's changes follow it, wherever it comes in a batch.
        Assert.Equal(first[36..48], Images(augmented.Pick(4, 3).Batches(2))[12..]);
        Assert.Throws<ArgumentException>("column", () => plain.Augment("label", new ImageAugmentation(), 1));
        Assert.Throws<ArgumentException>("column", () => plain.Augment("image", new TextAugmentation(), 1));
    }

    [Fact]
    public void TrainingOnAugmentedData_ResumesAsIfItHadNeverStopped()
    {
        Dataset data = Dataset.Create().With("x", Numbers.Uniform(1, 60), 2).With("label", [.. Enumerable.Range(0, 30).Select(i => i % 4)])
            .Augment("x", new Shaker(), seed: 1);
        using var file = new TemporaryFile();
        float[] straight = Train(4, resume: false), interrupted;
        Train(2, resume: false);
        interrupted = Train(4, resume: true);
        Assert.Equal(straight, interrupted);

        float[] Train(int epochs, bool resume)
        {
            DenseChain net = Samples.QuarterNet();
            var trainer = new Trainer(new Adam(0.01)) { Epochs = epochs, BatchSize = 7, CheckpointPath = file.Path, Resume = resume };
            trainer.Fit(net, data, data);
            return net.Core.Parameters.ToArray();
        }
    }

    private static float[] Images(BatchSequence batches)
    {
        var images = new List<float>();
        foreach (Batch batch in batches)
        {
            images.AddRange(batch.Floats("image"));
        }

        return [.. images];
    }

    private sealed class Shaker : FloatAugmentation
    {
        public override bool CanChange(EntryColumn column) => true;

        public override void Change(EntryColumn column, ReadOnlySpan<float> sample, Span<float> changed, ref AugmentationRandom random)
        {
            for (int i = 0; i < sample.Length; i++)
            {
                changed[i] = sample[i] + random.Between(-0.1f, 0.1f);
            }
        }
    }
}
