namespace CompiledNets;

/// <summary>Instances of one class between one another.</summary>
public static class NetworkBlend
{
    /// <summary>Moves parameters and running statistics a share of the way to another instance's: x += share · (other - x). A target network
    /// follows its online network so (Lillicrap et al. 2016); moving by 1/k to the k-th of several instances makes their mean.</summary>
    /// <param name="network">The instance that moves.</param>
    /// <param name="other">An instance of the same class, which stays as it is.</param>
    /// <param name="share">From 0, not at all, to 1, all the way.</param>
    /// <exception cref="ArgumentException">The instances are of different classes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
    public static void MoveTowards(this INetwork network, INetwork other, double share)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(other);
        Hyperparameter.Fraction(share, nameof(share));
        if (network.Core.Layout != other.Core.Layout)
        {
            throw new ArgumentException($"'{other.Core.Layout.NetworkName}' is not '{network.Core.Layout.NetworkName}'.", nameof(other));
        }

        Move(network.Core.WriteParameters(), other.Core.Parameters, (float)share);
        Move(network.Core.WritableState, other.Core.State, (float)share);
    }

    private static void Move(Span<float> values, ReadOnlySpan<float> goal, float share)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] += share * (goal[i] - values[i]);
        }
    }
}
