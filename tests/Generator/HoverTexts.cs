using CompiledNets.Compiler;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Generator.Tests;

/// <summary>What an editor shows over parts, entry points and the class: the user's own words, then shapes, cost and what runs together.</summary>
public class HoverTexts
{
    private static readonly string Emitted = NetworkCompiler.Emit(Reader.ReadWhole("""
        [Network]
        public partial class Net
        {
            /// <summary>Finds
            /// edges.</summary>
            /// <param name="image">Grey values.</param>
            /// <remarks>As LeNet's first layer.</remarks>
            [Conv2D(4, 3), ReLU] private partial Tensor Stem(Tensor image);

            /// <summary>One of three.</summary>
            /// <param name="image">A drawing, &amp; only one.</param>
            [Forward] private Tensor Logits([Shape(1, 8, 8)] Tensor image) => Dense(Flatten(Stem(image)), 3);
        }
        """));

    [Fact]
    public void Part_ShowsItsOwnWordsItsCostAndTheMethodThatRunsIt() => Assert.Contains(
        """
            /// <summary>Finds edges.<br/>
            /// Stem: (1,8,8) -&gt; (4,6,6), 40 parameters, 2.9 kFLOP per sample<br/>
            /// Logits runs it in
            /// <c>StemConv2D1Forward</c> (StemConv2D1, StemReLU1).</summary>
            /// <param name="image">Grey values.</param>
            /// <remarks>As LeNet's first layer.</remarks>
            private partial global::CompiledNets.Tensor Stem(global::CompiledNets.Tensor image) =>
        """.Replace("\r", "", StringComparison.Ordinal),
        Emitted, StringComparison.Ordinal);

    [Fact]
    public void EntryPoint_ShowsItsOwnWordsShapesCostAndWhatIsFused() => Assert.Contains(
        """
            /// <summary>One of three.<br/>
            /// Computes Logits for a batch.
            /// Reads 475 parameters, computes 3.7 kFLOP and keeps 144 activation floats (576 B) for each sample.</summary>
            /// <remarks>Fused:
            /// <c>StemConv2D1Forward</c> (StemConv2D1, StemReLU1).</remarks>
            /// <param name="image">A drawing, &amp; only one.<br/>(1,8,8) for each sample.</param>
            /// <param name="output">Receives (3) for each sample.</param>
            public void Logits(
        """.Replace("\r", "", StringComparison.Ordinal),
        Emitted, StringComparison.Ordinal);

    [Fact]
    public void Class_ShowsItsLayersAndItsMemory()
    {
        string remarks = Emitted[Emitted.IndexOf("/// <remarks><code>", StringComparison.Ordinal)..Emitted.IndexOf("/// </code></remarks>", StringComparison.Ordinal)];

        Assert.Contains("/// StemConv2D1  Conv2D   (1,8,8)  (4,6,6)          40  2.7 kFLOP\n", remarks, StringComparison.Ordinal);
        Assert.Contains("/// 475 parameters · 3.7 kFLOP forward per sample\n", remarks, StringComparison.Ordinal);
        Assert.Contains("/// Logits: 144 activation floats per sample\n", remarks, StringComparison.Ordinal);
    }
}
