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

    public static Rule Adagrad(double rate, double rateDecay, double penalty, double initial, double epsilon)
    {
        double sum = initial;
        return (p, g, t) =>
        {
            g += penalty * p;
            sum += g * g;
            return p - rate / (1 + (t - 1) * rateDecay) * g / (Math.Sqrt(sum) + epsilon);
        };
    }

    public static Rule Adamax(double rate, double beta1, double beta2, double epsilon, double penalty)
    {
        double mean = 0, greatest = 0;
        return (p, g, t) =>
        {
            g += penalty * p;
            mean = beta1 * mean + (1 - beta1) * g;
            greatest = Math.Max(beta2 * greatest, Math.Abs(g) + epsilon);
            return p - rate / (1 - Math.Pow(beta1, t)) * mean / greatest;
        };
    }

    public static Rule NAdam(double rate, double beta1, double beta2, double epsilon, double penalty, double momentumDecay)
    {
        double mean = 0, square = 0, product = 1;
        return (p, g, t) =>
        {
            g += penalty * p;
            mean = beta1 * mean + (1 - beta1) * g;
            square = beta2 * square + (1 - beta2) * g * g;
            double now = beta1 * (1 - 0.5 * Math.Pow(0.96, t * momentumDecay));
            double next = beta1 * (1 - 0.5 * Math.Pow(0.96, (t + 1) * momentumDecay));
            product *= now;
            double step = g * (1 - now) / (1 - product) + mean * next / (1 - product * next);
            return p - rate * step / (Math.Sqrt(square / (1 - Math.Pow(beta2, t))) + epsilon);
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
