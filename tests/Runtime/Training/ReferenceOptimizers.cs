namespace CompiledNets.Tests.Training;

/// <summary>PyTorch's update rules for one parameter in double, written from its documentation, one statement a line.</summary>
internal static class ReferenceOptimizers
{
    /// <summary>Takes one step: the parameter, its gradient, and the step's number from 1.</summary>
    public delegate double Rule(double p, double g, int t);

    public static Rule Sgd(double rate, double momentum, bool nesterov, double decay)
    {
        double buffer = 0;
        return (p, g, t) =>
        {
            g += decay * p;
            buffer = t == 1 ? g : momentum * buffer + g;
            double direction = nesterov ? g + momentum * buffer : buffer;
            return p - rate * direction;
        };
    }

    public static Rule Adam(double rate, double beta1, double beta2, double epsilon, double penalty, double decay)
    {
        double mean = 0, square = 0;
        return (p, g, t) =>
        {
            p -= rate * decay * p;
            g += penalty * p;
            mean = beta1 * mean + (1 - beta1) * g;
            square = beta2 * square + (1 - beta2) * g * g;
            double meanHat = mean / (1 - Math.Pow(beta1, t));
            double squareHat = square / (1 - Math.Pow(beta2, t));
            return p - rate * meanHat / (Math.Sqrt(squareHat) + epsilon);
        };
    }

    public static Rule RmsProp(double rate, double alpha, double epsilon, double decay, double momentum, bool centered)
    {
        double square = 0, mean = 0, buffer = 0;
        return (p, g, t) =>
        {
            g += decay * p;
            square = alpha * square + (1 - alpha) * g * g;
            mean = alpha * mean + (1 - alpha) * g;
            double variance = centered ? square - mean * mean : square;
            buffer = momentum * buffer + g / (Math.Sqrt(variance) + epsilon);
            return p - rate * buffer;
        };
    }
}
