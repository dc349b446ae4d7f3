namespace Samples;

/// <summary>Says how good each push is, as a network's entry point does.</summary>
/// <param name="state">What is seen of the game, (4).</param>
/// <param name="scores">Room for what each push is worth, or a logit of it, (2).</param>
public delegate void PushScores(ReadOnlySpan<float> state, Span<float> scores);

/// <summary>A pole on a cart that is pushed left or right, fifty times a second, and must not fall: the equations of Barto, Sutton and Anderson,
/// "Neuronlike adaptive elements that can solve difficult learning control problems" (1983), without friction.</summary>
public sealed class CartPole
{
    /// <summary>Position (m), velocity (m/s), angle (rad) and angular velocity (rad/s).</summary>
    public const int StateSize = 4;

    /// <summary>After so many steps the game is won.</summary>
    public const int Longest = 500;

    private const double Gravity = 9.8, Cart = 1.0, Pole = 0.1, HalfLength = 0.5, Force = 10, Step = 0.02;
    private const double FarthestPosition = 2.4, FarthestAngle = 12 * Math.PI / 180;

    private double position, velocity, angle, spin;

    /// <summary>Steps that the pole has stood.</summary>
    public int Steps { get; private set; }

    /// <summary>Whether the pole fell or the cart left its track.</summary>
    public bool HasFallen => Math.Abs(position) > FarthestPosition || Math.Abs(angle) > FarthestAngle;

    /// <summary>Whether the game is over.</summary>
    public bool IsOver => HasFallen || Steps >= Longest;

    /// <summary>Begins a game near the balance.</summary>
    public void Start(Random random)
    {
        (position, velocity, angle, spin) = (Near(random), Near(random), Near(random), Near(random));
        Steps = 0;

        static double Near(Random random) => 0.1 * random.NextDouble() - 0.05;
    }

    /// <summary>What can be seen of it, (4): an array of the caller's own.</summary>
    public float[] State => [(float)position, (float)velocity, (float)angle, (float)spin];

    /// <summary>Pushes for a fiftieth of a second: 0 to the left, 1 to the right.</summary>
    public void Push(int action)
    {
        double force = action == 1 ? Force : -Force, sine = Math.Sin(angle), cosine = Math.Cos(angle);
        double common = (force + Pole * HalfLength * spin * spin * sine) / (Cart + Pole);
        double turn = (Gravity * sine - cosine * common) / (HalfLength * (4.0 / 3 - Pole * cosine * cosine / (Cart + Pole)));
        double acceleration = common - Pole * HalfLength * turn * cosine / (Cart + Pole);
        (position, velocity) = (position + Step * velocity, velocity + Step * acceleration);
        (angle, spin) = (angle + Step * spin, spin + Step * turn);
        Steps++;
    }

    /// <summary>The push of the higher score, the first of equal ones.</summary>
    public static int Better(float[] state, PushScores score)
    {
        ArgumentNullException.ThrowIfNull(score);
        Span<float> scores = stackalloc float[2];
        score(state, scores);
        return scores[1] > scores[0] ? 1 : 0;
    }

    /// <summary>Plays whole games with the better pushes.</summary>
    /// <param name="score">Says how good each push is in a state.</param>
    /// <inheritdoc cref="Play(int, int, Func{float[], int})"/>
    public static double Play(int games, int seed, PushScores score) => Play(games, seed, state => Better(state, score));

    /// <summary>Plays whole games with a policy, each from another start.</summary>
    /// <param name="games">How many.</param>
    /// <param name="seed">Decides the starts.</param>
    /// <param name="choose">The action in a state.</param>
    /// <returns>The mean number of steps that the pole stood.</returns>
    public static double Play(int games, int seed, Func<float[], int> choose)
    {
        var (random, game, steps) = (new Random(seed), new CartPole(), 0L);
        for (int number = 0; number < games; number++)
        {
            game.Start(random);
            while (!game.IsOver)
            {
                game.Push(choose(game.State));
            }

            steps += game.Steps;
        }

        return (double)steps / games;
    }
}
