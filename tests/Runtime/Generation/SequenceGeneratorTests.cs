namespace CompiledNets.Tests.Generation;

public class SequenceGeneratorTests
{
    private const int Context = 5, Vocabulary = 11;

    [Fact]
    public void Tokens_AreReadAtTheirPositions()
    {
        var steps = new List<(int Token, int Position)>();
        SequenceGenerator generator = Recording(steps);
        generator.Read([3, 1, 4]);
        Assert.Equal([(3, 0), (1, 1), (4, 2)], steps);
        Assert.Equal([3, 1, 4], generator.Window.ToArray());
        generator.Reset();
        generator.Read([5]);
        Assert.Equal((5, 0), steps[^1]);
    }

    // The network of this test says that the next token is the sum of the last two positions' tokens.
    [Fact]
    public void WhatIsChosen_IsReadNext()
    {
        SequenceGenerator generator = Recording([]);
        generator.Read([1, 1]);
        var greedy = new TokenSampler(1) { Temperature = 0 };
        Assert.Equal([2, 3, 5, 8, 2, 10, 1], Enumerable.Range(0, 7).Select(_ => generator.Next(greedy)));
    }

    [Theory]
    [InlineData(5, 2)]
    [InlineData(4, 2)]
    [InlineData(2, 1)]
    public void AFullContext_IsForgottenToItsNewerHalf(int context, int kept)
    {
        var steps = new List<(int Token, int Position)>();
        SequenceGenerator generator = Recording(steps, context);
        generator.Read([.. Enumerable.Range(0, context)]);
        Assert.Equal(context, generator.Window.Length);
        generator.Read([9]);
        Assert.Equal([.. Enumerable.Range(context - kept, kept), 9], generator.Window.ToArray());
        Assert.Equal(generator.Window.ToArray().Select((token, position) => (token, position)), steps[context..]);
    }

    [Fact]
    public void BeforeAnythingIsRead_NothingComesNext()
    {
        SequenceGenerator generator = Recording([]);
        Assert.Throws<InvalidOperationException>(() => generator.Next(new TokenSampler(1)));
        generator.Read([]);
        Assert.Throws<InvalidOperationException>(() => generator.Logits.Length);
    }

    [Fact]
    public void Generating_AllocatesNothing()
    {
        float[] seen = new float[Context];
        var generator = new SequenceGenerator(Context, Vocabulary, (token, position, logits) =>
        {
            seen[position[0]] = token[0];
            logits.Clear();
        });
        var sampler = new TokenSampler(1);
        generator.Read([1]);
        generator.Next(sampler);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            generator.Next(sampler);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static SequenceGenerator Recording(List<(int Token, int Position)> steps, int context = Context)
    {
        int[] tokens = new int[context + 1];
        return new SequenceGenerator(context, Vocabulary, (token, position, logits) =>
        {
            steps.Add((token[0], position[0]));
            tokens[position[0] + 1] = token[0];
            logits.Clear();
            logits[(tokens[position[0]] + token[0]) % Vocabulary] = 1;
        });
    }
}
