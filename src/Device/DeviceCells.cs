namespace CompiledNets.Accelerated;

/// <summary>h' = tanh(p + q) (Elman 1990).</summary>
internal struct TanhCell : IDeviceCell
{
    public static int Gates => 1;

    public static int States => 1;

    public static int Kept => 0;

    public static void Forward(in CellPlaces at, int keeps)
    {
        float h = DeviceMath.Tanh(at.P[at.AtP] + at.Shared[at.Q]);
        at.Shared[at.H] = h;
        at.Rows[at.AtRow] = h;
    }

    public static void Backward(in CellPlaces at, float dHidden, float dCell)
    {
        float h = at.Rows[at.AtRow], gradient = dHidden * (1f - h * h);
        at.Shared[at.Q] = gradient;
        at.P[at.AtP] = gradient;
        at.Shared[at.H] = 0f;
    }
}

/// <summary>h' = max(p + q, 0).</summary>
internal struct ReluCell : IDeviceCell
{
    public static int Gates => 1;

    public static int States => 1;

    public static int Kept => 0;

    public static void Forward(in CellPlaces at, int keeps)
    {
        float h = DeviceMath.Relu(at.P[at.AtP] + at.Shared[at.Q]);
        at.Shared[at.H] = h;
        at.Rows[at.AtRow] = h;
    }

    public static void Backward(in CellPlaces at, float dHidden, float dCell)
    {
        float gradient = dHidden * DeviceMath.StepPositive(at.Rows[at.AtRow]);
        at.Shared[at.Q] = gradient;
        at.P[at.AtP] = gradient;
        at.Shared[at.H] = 0f;
    }
}

/// <summary>(i, f, g, o) = p + q: c' = σ(f)·c + σ(i)·tanh(g), h' = σ(o)·tanh(c') (Hochreiter and Schmidhuber 1997). Rows are h, c, and with
/// gates σ(i), σ(f), tanh(g), σ(o).</summary>
internal struct LstmCell : IDeviceCell
{
    public static int Gates => 4;

    public static int States => 2;

    public static int Kept => 4;

    public static void Forward(in CellPlaces at, int keeps)
    {
        int n = at.Units, q = at.SharedUnits;
        float input = DeviceMath.Sigmoid(at.P[at.AtP] + at.Shared[at.Q]), forget = DeviceMath.Sigmoid(at.P[at.AtP + n] + at.Shared[at.Q + q]);
        float candidate = DeviceMath.Tanh(at.P[at.AtP + 2 * n] + at.Shared[at.Q + 2 * q]);
        float output = DeviceMath.Sigmoid(at.P[at.AtP + 3 * n] + at.Shared[at.Q + 3 * q]);
        float cell = forget * at.Shared[at.C] + input * candidate, h = output * DeviceMath.Tanh(cell);
        at.Shared[at.H] = h;
        at.Shared[at.C] = cell;
        at.Rows[at.AtRow] = h;
        at.Rows[at.AtRow + n] = cell;
        if (keeps == 1)
        {
            at.Rows[at.AtRow + 2 * n] = input;
            at.Rows[at.AtRow + 3 * n] = forget;
            at.Rows[at.AtRow + 4 * n] = candidate;
            at.Rows[at.AtRow + 5 * n] = output;
        }
    }

    // dc = dh·o·(1 - tanh²c) and what comes from later; then each gate's slope, which its value tells.
    public static void Backward(in CellPlaces at, float dHidden, float dCell)
    {
        int n = at.Units;
        float input = at.Rows[at.AtRow + 2 * n], forget = at.Rows[at.AtRow + 3 * n];
        float candidate = at.Rows[at.AtRow + 4 * n], output = at.Rows[at.AtRow + 5 * n], squashed = DeviceMath.Tanh(at.Rows[at.AtRow + n]);
        dCell += dHidden * output * (1f - squashed * squashed);
        Write(at, 0, dCell * candidate * input * (1f - input));
        Write(at, 1, dCell * at.Cell * forget * (1f - forget));
        Write(at, 2, dCell * input * (1f - candidate * candidate));
        Write(at, 3, dHidden * squashed * output * (1f - output));
        at.Shared[at.C] = dCell * forget;
        at.Shared[at.H] = 0f;
    }

    private static void Write(in CellPlaces at, int block, float gradient)
    {
        at.Shared[at.Q + block * at.SharedUnits] = gradient;
        at.P[at.AtP + block * at.Units] = gradient;
    }
}

/// <summary>(r, z, m) = q: r' = σ(p_r + r), z' = σ(p_z + z), n = tanh(p_n + r'·m), h' = (1 - z')·n + z'·h (Cho et al. 2014, in PyTorch's form).
/// Rows are h, and with gates r', z', n, m.</summary>
internal struct GruCell : IDeviceCell
{
    public static int Gates => 3;

    public static int States => 1;

    public static int Kept => 4;

    public static void Forward(in CellPlaces at, int keeps)
    {
        int n = at.Units, q = at.SharedUnits;
        float reset = DeviceMath.Sigmoid(at.P[at.AtP] + at.Shared[at.Q]), update = DeviceMath.Sigmoid(at.P[at.AtP + n] + at.Shared[at.Q + q]);
        float memory = at.Shared[at.Q + 2 * q], candidate = DeviceMath.Tanh(at.P[at.AtP + 2 * n] + reset * memory);
        float h = update * (at.Shared[at.H] - candidate) + candidate;
        at.Shared[at.H] = h;
        at.Rows[at.AtRow] = h;
        if (keeps == 1)
        {
            at.Rows[at.AtRow + n] = reset;
            at.Rows[at.AtRow + 2 * n] = update;
            at.Rows[at.AtRow + 3 * n] = candidate;
            at.Rows[at.AtRow + 4 * n] = memory;
        }
    }

    // From h' = n + z·(h - n): dn = dh'·(1 - z), dz = dh'·(h - n), and dh'·z goes straight to h.
    public static void Backward(in CellPlaces at, float dHidden, float dCell)
    {
        int n = at.Units;
        float reset = at.Rows[at.AtRow + n], update = at.Rows[at.AtRow + 2 * n], candidate = at.Rows[at.AtRow + 3 * n], memory = at.Rows[at.AtRow + 4 * n];
        float dNew = dHidden * (1f - update) * (1f - candidate * candidate);
        float dReset = dNew * memory * reset * (1f - reset), dUpdate = dHidden * (at.Hidden - candidate) * update * (1f - update);
        at.P[at.AtP] = dReset;
        at.P[at.AtP + n] = dUpdate;
        at.P[at.AtP + 2 * n] = dNew;
        at.Shared[at.Q] = dReset;
        at.Shared[at.Q + at.SharedUnits] = dUpdate;
        at.Shared[at.Q + 2 * at.SharedUnits] = dNew * reset;
        at.Shared[at.H] = dHidden * update;
    }
}
