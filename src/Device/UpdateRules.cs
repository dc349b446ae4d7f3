using System;

namespace CompiledNets.Accelerated;

/// <summary>A: rate; C: decay.</summary>
internal struct SgdRule : IUpdateRule
{
    public static void Move(ref float p, float g, ref float first, ref float second, ref float third, UpdateNumbers n, int moments) => p -= n.A * (g + n.C * p);
}

/// <summary>A: rate; B: momentum; C: decay; D: 1 for Nesterov's.</summary>
internal struct SgdMomentumRule : IUpdateRule
{
    public static void Move(ref float p, float g, ref float buffer, ref float second, ref float third, UpdateNumbers n, int moments)
    {
        float direction = g + n.C * p;
        buffer = n.B * buffer + direction;
        p -= n.A * (n.D > 0f ? direction + n.B * buffer : buffer);
    }
}

/// <summary>A, B: beta1 and 1 - beta1; C, D: beta2 and 1 - beta2; E: step size; F: correction of the root; G: epsilon; H: penalty; I: what
/// decay keeps.</summary>
internal struct AdamRule : IUpdateRule
{
    public static void Move(ref float p, float g, ref float mean, ref float square, ref float third, UpdateNumbers n, int moments)
    {
        g += n.H * p;
        mean = n.A * mean + n.B * g;
        square = n.C * square + n.D * g * g;
        p = n.I * p - n.E * mean / (MathF.Sqrt(square) * n.F + n.G);
    }
}

/// <summary>A, B: beta1 and 1 - beta1; C: beta2; D: step size; E: epsilon; F: decay.</summary>
internal struct AdamaxRule : IUpdateRule
{
    public static void Move(ref float p, float g, ref float mean, ref float greatest, ref float third, UpdateNumbers n, int moments)
    {
        g += n.F * p;
        float decayed = n.C * greatest, size = (g < 0f ? -g : g) + n.E;
        mean = n.A * mean + n.B * g;
        greatest = decayed > size ? decayed : size;
        p -= n.D * mean / greatest;
    }
}

/// <summary>A, B: beta1 and 1 - beta1; C, D: beta2 and 1 - beta2; E: gradient's step; F: mean's step; G: correction of the root;
/// H: epsilon; I: decay.</summary>
internal struct NAdamRule : IUpdateRule
{
    public static void Move(ref float p, float g, ref float mean, ref float square, ref float third, UpdateNumbers n, int moments)
    {
        g += n.I * p;
        mean = n.A * mean + n.B * g;
        square = n.C * square + n.D * g * g;
        p -= (n.E * g + n.F * mean) / (MathF.Sqrt(square) * n.G + n.H);
    }
}

/// <summary>A: rate; B, C: alpha and 1 - alpha; D: epsilon; E: decay; F: momentum; G: 1 if centred. The moments are the squares, the means if
/// centred, and the buffer with momentum.</summary>
internal struct RmsPropRule : IUpdateRule
{
    public static void Move(ref float p, float g, ref float square, ref float second, ref float third, UpdateNumbers n, int moments)
    {
        g += n.E * p;
        square = n.B * square + n.C * g * g;
        float variance = square;
        bool isCentred = n.G > 0f;
        if (isCentred)
        {
            second = n.B * second + n.C * g;
            variance -= second * second;
        }

        float direction = g / (MathF.Sqrt(variance) + n.D);
        if (isCentred && moments == 3)
        {
            direction += n.F * third;
            third = direction;
        }
        else if (!isCentred && moments == 2)
        {
            direction += n.F * second;
            second = direction;
        }

        p -= n.A * direction;
    }
}

/// <summary>A: rate; B: decay; C: what the first step finds in the sum; D: epsilon.</summary>
internal struct AdagradRule : IUpdateRule
{
    public static void Move(ref float p, float g, ref float sum, ref float second, ref float third, UpdateNumbers n, int moments)
    {
        g += n.B * p;
        sum = sum + n.C + g * g;
        p -= n.A * g / (MathF.Sqrt(sum) + n.D);
    }
}

/// <summary>A, B: beta1 and 1 - beta1; C, D: beta2 and 1 - beta2; E: rate; F: what decay keeps.</summary>
internal struct LionRule : IUpdateRule
{
    public static void Move(ref float p, float g, ref float momentum, ref float second, ref float third, UpdateNumbers n, int moments)
    {
        float blend = n.A * momentum + n.B * g;
        momentum = n.C * momentum + n.D * g;
        p = n.F * p - n.E * (blend > 0f ? 1f : blend < 0f ? -1f : blend);
    }
}
