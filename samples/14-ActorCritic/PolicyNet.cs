using CompiledNets;
using static CompiledNets.Ops;

namespace ActorCritic;

/// <summary>An actor that says how likely it pushes which way, and a critic that says how long the pole will stand.</summary>
[Network]
public partial class PolicyNet
{
    [Dense(64), Tanh, Dense(2)] private partial Tensor Actor(Tensor state);
    [Dense(64), Tanh, Dense(1)] private partial Tensor Critic(Tensor state);

    [Forward]
    private (Tensor Logits, Tensor Value) Judge([Shape(4)] Tensor state) => (Actor(state), Critic(state));

    // The policy gradient (Williams 1992) with an advantage for the return, and a little entropy against early certainty.
    [Objective]
    private Tensor Loss([Shape(4)] Tensor state, [Shape(1)] Tokens action, [Shape(1)] Tensor advantage, [Shape(1)] Tensor outcome)
    {
        var logProbability = LogSoftmax(Actor(state));
        var entropy = -Sum(Exp(logProbability) * logProbability);
        return MeanSquaredError(Critic(state), outcome) - Sum(Gather(logProbability, action) * advantage) - 0.01f * entropy;
    }
}
