using CompiledNets;

namespace Samples;

/// <summary>A karate club of 34 members whose instructor and president fell out: who was a friend of whom outside of the club, and with whom
/// each member went when it split.</summary>
/// <remarks>Zachary, "An information flow model for conflict and fission in small groups", Journal of Anthropological Research 33 (1977), pages
/// 452 to 473: figure 1 for the 78 friendships, table 1 for the split. The paper counts members from 1 on; here the instructor, "Mr. Hi", is 0
/// and the president, "John A.", is 33.</remarks>
public static class KarateClub
{
    /// <summary>Members.</summary>
    public const int Members = 34;

    /// <summary>What a graph network sums over: each friendship from both of its ends, and each member with itself.</summary>
    public const int Edges = 2 * 78 + Members;

    // The friends of each member that come after it.
    private static readonly int[][] Later =
    [
        [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 17, 19, 21, 31], [2, 3, 7, 13, 17, 19, 21, 30], [3, 7, 8, 9, 13, 27, 28, 32], [7, 12, 13],
        [6, 10], [6, 10, 16], [16], [], [30, 32, 33], [33], [], [], [], [33], [32, 33], [32, 33], [], [], [32, 33], [33], [32, 33], [],
        [32, 33], [25, 27, 29, 32, 33], [25, 27, 31], [31], [29, 33], [33], [31, 33], [32, 33], [32, 33], [32, 33], [33], [],
    ];

    /// <summary>Pairs of friends.</summary>
    public static IReadOnlyList<(int A, int B)> Friends { get; } =
        [.. Later.Index().SelectMany(member => member.Item.Select(friend => (member.Index, friend)))];

    /// <summary>0 for those who went with the instructor, 1 for those who stayed with the president.</summary>
    public static int[] Sides { get; } =
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];

    /// <summary>Where each edge starts.</summary>
    public static int[] Source { get; } = [.. Friends.Select(pair => pair.A), .. Friends.Select(pair => pair.B), .. Enumerable.Range(0, Members)];

    /// <summary>Where it ends.</summary>
    public static int[] Target { get; } = [.. Friends.Select(pair => pair.B), .. Friends.Select(pair => pair.A), .. Enumerable.Range(0, Members)];

    /// <summary>1/√(dₛdₜ) for each edge from s to t, d being how many edges end in a member: the normalised adjacency of Kipf and Welling 2017.</summary>
    public static float[] Weights { get; } = [.. Source.Zip(Target, (s, t) => 1 / MathF.Sqrt(Degree(s) * Degree(t)))];

    /// <summary>The club as one sample: <c>source</c>, <c>target</c> and <c>weights</c> of edges; and all that is told of the split, the
    /// <c>side</c> of two who are <c>known</c>, the instructor and the president.</summary>
    public static Dataset Data { get; } = Dataset.Create()
        .With("source", Source, Edges).With("target", Target, Edges).With("weights", Weights, Edges)
        .With("known", [0, Members - 1], 2).With("side", [0, 1], 2);

    /// <summary>Compares answers with how the club split.</summary>
    /// <param name="logits">(members, sides).</param>
    /// <returns>The right and wrong ones, the two who are known left out.</returns>
    public static ConfusionMatrix Judge(float[] logits)
    {
        var confusion = new ConfusionMatrix(classNames: ["instructor", "president"]);
        confusion.Add(new MetricBatch
        {
            Count = Members - 2,
            Output = new EntryColumn("logits", ColumnKind.Tensor, [2]),
            Target = new EntryColumn("side", ColumnKind.Tokens, []),
            Outputs = logits.AsSpan(2..^2),
            Tokens = Sides.AsSpan(1..^1),
        });
        return confusion;
    }

    /// <summary>The club by its friendships, in the colours of the answers.</summary>
    /// <inheritdoc cref="Judge"/>
    public static GraphChart Draw(float[] logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        int[] sides = [.. Enumerable.Range(0, Members).Select(member => logits[2 * member + 1] > logits[2 * member] ? 1 : 0)];
        IEnumerable<int> Where(Func<int, bool> holds) => Enumerable.Range(0, Members).Where(holds);
        return new GraphChart(Members, Friends)
            .Group("with the instructor, 0", Where(member => sides[member] == 0))
            .Group("with the president, 33", Where(member => sides[member] == 1))
            .Ring("really with the other", Where(member => sides[member] != Sides[member]));
    }

    private static int Degree(int member) => Target.Count(end => end == member);
}
