using CompiledNets.Compiler.Tests.EndToEnd;
using CompiledNets.Generator.Tests.Support;

namespace CompiledNets.Generator.Tests.Snapshots;

/// <summary>The emitted code of one network of each kind, as it was read and approved. All but the broken one also compile and load.</summary>
public class EmittedCode
{
    [Fact]
    public void Chain() => Verifier.Verify(CompiledNetwork.From(SnapshotNetworks.Chain).Emitted);

    [Fact]
    public void Explained() => Verifier.Verify(CompiledNetwork.From(SnapshotNetworks.Explained).Emitted);

    [Fact]
    public void Tiny() => Verifier.Verify(CompiledNetwork.From(SnapshotNetworks.Tiny).Emitted);

    [Fact]
    public void Wiring() => Verifier.Verify(CompiledNetwork.From(SnapshotNetworks.Wiring).Emitted);

    [Fact]
    public void Residual() => Verifier.Verify(CompiledNetwork.From(SnapshotNetworks.Residual).Emitted);

    [Fact]
    public void SharedPart() => Verifier.Verify(CompiledNetwork.From(SnapshotNetworks.SharedPart).Emitted);

    [Fact]
    public void SeveralOutputs() => Verifier.Verify(CompiledNetwork.From(SnapshotNetworks.SeveralOutputs).Emitted);

    [Fact]
    public void Loop() => Verifier.Verify(CompiledNetwork.From(SnapshotNetworks.Loop).Emitted);

    [Fact]
    public void Attention() => Verifier.Verify(CompiledNetwork.From(SnapshotNetworks.Attention).Emitted);

    [Fact]
    public void TwoObjectives() => Verifier.Verify(CompiledNetwork.From(SnapshotNetworks.TwoObjectives).Emitted);

    [Fact]
    public void Broken() => Verifier.Verify(BrokenNetwork.Emit("""
        namespace Demo;
        public partial class Outer
        {
            [Network]
            internal partial class Broken
            {
                [Dense(8)] private partial Tensor Left(Tensor x);
                [Forward] private Tensor Sum([Shape(4)] Tensor x) => Left(x) + Dense(x, 9);
            }
        }
        """));
}
