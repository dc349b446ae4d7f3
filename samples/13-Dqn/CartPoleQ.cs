using CompiledNets;
using static CompiledNets.Ops;

namespace Dqn;

/// <summary>What each push is worth in a state. The target network is a second instance.</summary>
[Network]
public partial class CartPoleQ
{
    [Dense(64), ReLU, Dense(64), ReLU, Dense(2)] private partial Tensor Q(Tensor state);

    [Forward]
    private Tensor Values([Shape(4)] Tensor state) => Q(state);

    [Objective]
    private Tensor TemporalDifference([Shape(4)] Tensor state, [Shape(1)] Tokens action, [Shape(1)] Tensor target) =>
        Huber(Gather(Q(state), action), target);
}
