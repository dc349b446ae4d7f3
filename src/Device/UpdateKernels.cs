using System;
using ILGPU;

namespace CompiledNets.Accelerated;

/// <summary>One pass of an optimiser over parameters, moments and gradients, which it zeroes: the rules of the host's optimisers, in the same
/// order of operations. A thread has one parameter.</summary>
internal static class UpdateKernels
{
    /// <summary>A, B: beta1 and 1 - beta1; C, D: beta2 and 1 - beta2; E: step size; F: correction of the root; G: epsilon; H: penalty; I: what
    /// decay keeps.</summary>
    public static void Adam(ArrayView<float> parameters, ArrayView<float> gradients, ArrayView<float> means, ArrayView<float> squares, UpdateNumbers n)
    {
        int i = Threads.Element;
        if (i >= parameters.IntLength)
        {
            return;
        }

        float p = parameters[i], g = gradients[i] * n.Scale + n.H * p;
        float mean = n.A * means[i] + n.B * g, square = n.C * squares[i] + n.D * g * g;
        means[i] = mean;
        squares[i] = square;
        parameters[i] = n.I * p - n.E * mean / (MathF.Sqrt(square) * n.F + n.G);
        gradients[i] = 0f;
    }

    /// <summary>a += share·(p - a).</summary>
    public static void Average(ArrayView<float> averages, ArrayView<float> parameters, float share)
    {
        int i = Threads.Element;
        if (i < averages.IntLength)
        {
            averages[i] += share * (parameters[i] - averages[i]);
        }
    }

    /// <summary>A: rate; C: decay.</summary>
    public static void Sgd(ArrayView<float> parameters, ArrayView<float> gradients, UpdateNumbers n)
    {
        int i = Threads.Element;
        if (i >= parameters.IntLength)
        {
            return;
        }

        float p = parameters[i];
        parameters[i] = p - n.A * (gradients[i] * n.Scale + n.C * p);
        gradients[i] = 0f;
    }

    /// <summary>A: rate; B: momentum; C: decay; D: 1 for Nesterov's.</summary>
    public static void SgdMomentum(ArrayView<float> parameters, ArrayView<float> gradients, ArrayView<float> buffers, UpdateNumbers n)
    {
        int i = Threads.Element;
        if (i >= parameters.IntLength)
        {
            return;
        }

        float p = parameters[i], direction = gradients[i] * n.Scale + n.C * p;
        float buffer = n.B * buffers[i] + direction;
        buffers[i] = buffer;
        parameters[i] = p - n.A * (n.D > 0f ? direction + n.B * buffer : buffer);
        gradients[i] = 0f;
    }

    /// <summary>A, B: beta1 and 1 - beta1; C: beta2; D: step size; E: epsilon; F: decay.</summary>
    public static void Adamax(ArrayView<float> parameters, ArrayView<float> gradients, ArrayView<float> means, ArrayView<float> greatests, UpdateNumbers n)
    {
        int i = Threads.Element;
        if (i >= parameters.IntLength)
        {
            return;
        }

        float p = parameters[i], g = gradients[i] * n.Scale + n.F * p;
        float mean = n.A * means[i] + n.B * g, decayed = n.C * greatests[i], size = (g < 0f ? -g : g) + n.E;
        float greatest = decayed > size ? decayed : size;
        means[i] = mean;
        greatests[i] = greatest;
        parameters[i] = p - n.D * mean / greatest;
        gradients[i] = 0f;
    }

    /// <summary>A, B: beta1 and 1 - beta1; C, D: beta2 and 1 - beta2; E: gradient's step; F: mean's step; G: correction of the root;
    /// H: epsilon; I: decay.</summary>
    public static void NAdam(ArrayView<float> parameters, ArrayView<float> gradients, ArrayView<float> means, ArrayView<float> squares, UpdateNumbers n)
    {
        int i = Threads.Element;
        if (i >= parameters.IntLength)
        {
            return;
        }

        float p = parameters[i], g = gradients[i] * n.Scale + n.I * p;
        float mean = n.A * means[i] + n.B * g, square = n.C * squares[i] + n.D * g * g;
        means[i] = mean;
        squares[i] = square;
        parameters[i] = p - (n.E * g + n.F * mean) / (MathF.Sqrt(square) * n.G + n.H);
        gradients[i] = 0f;
    }

    /// <summary>A: rate; B, C: alpha and 1 - alpha; D: epsilon; E: decay; F: momentum; G: 1 if centred. The moments are the squares, the means if
    /// centred, and the buffer with momentum.</summary>
    public static void RmsProp(
        ArrayView<float> parameters, ArrayView<float> gradients, ArrayView<float> squares, ArrayView<float> second, ArrayView<float> third, UpdateNumbers n, int moments)
    {
        int i = Threads.Element;
        if (i >= parameters.IntLength)
        {
            return;
        }

        float p = parameters[i], g = gradients[i] * n.Scale + n.E * p;
        float square = n.B * squares[i] + n.C * g * g, variance = square;
        squares[i] = square;
        bool isCentred = n.G > 0f;
        if (isCentred)
        {
            float mean = n.B * second[i] + n.C * g;
            second[i] = mean;
            variance -= mean * mean;
        }

        float direction = g / (MathF.Sqrt(variance) + n.D);
        if (isCentred && moments == 3)
        {
            direction += n.F * third[i];
            third[i] = direction;
        }
        else if (!isCentred && moments == 2)
        {
            direction += n.F * second[i];
            second[i] = direction;
        }

        parameters[i] = p - n.A * direction;
        gradients[i] = 0f;
    }

    /// <summary>A: rate; B: decay; C: what the first step finds in the sum; D: epsilon.</summary>
    public static void Adagrad(ArrayView<float> parameters, ArrayView<float> gradients, ArrayView<float> sums, UpdateNumbers n)
    {
        int i = Threads.Element;
        if (i >= parameters.IntLength)
        {
            return;
        }

        float p = parameters[i], g = gradients[i] * n.Scale + n.B * p;
        float sum = sums[i] + n.C + g * g;
        sums[i] = sum;
        parameters[i] = p - n.A * g / (MathF.Sqrt(sum) + n.D);
        gradients[i] = 0f;
    }

    /// <summary>A, B: beta1 and 1 - beta1; C, D: beta2 and 1 - beta2; E: rate; F: what decay keeps.</summary>
    public static void Lion(ArrayView<float> parameters, ArrayView<float> gradients, ArrayView<float> momenta, UpdateNumbers n)
    {
        int i = Threads.Element;
        if (i >= parameters.IntLength)
        {
            return;
        }

        float p = parameters[i], g = gradients[i] * n.Scale, momentum = momenta[i];
        float blend = n.A * momentum + n.B * g;
        momenta[i] = n.C * momentum + n.D * g;
        parameters[i] = n.F * p - n.E * (blend > 0f ? 1f : blend < 0f ? -1f : blend);
        gradients[i] = 0f;
    }
}
