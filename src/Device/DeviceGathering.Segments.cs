using ILGPU;

namespace CompiledNets.Accelerated;

// Rows [samples, rows, width] that belong to segments [samples, segments, width]. The number of each row's segment is [samples, rows], or [rows]
// of all samples.
internal static partial class DeviceGathering
{
    /// <summary>y[segment[j], :] = Σ x[j, :], 0 where there are none.</summary>
    public static void SegmentSum(
        DeviceNetwork device, ArrayView<float> x, ArrayView<int> segment, ArrayView<float> y, int samples, int segments, int width, int rows) =>
        DeviceScatter.RunSums(device, Of<Adding>(x, segment, y, samples, segments, width, rows), adds: false);

    /// <summary>y[s, :] = the largest x[j, :] of segment s, NaN if one of them is NaN, and 0 where there are none.</summary>
    public static void SegmentMax(
        DeviceNetwork device, ArrayView<float> x, ArrayView<int> segment, ArrayView<float> y, int samples, int segments, int width, int rows) =>
        DeviceScatter.Run(device, Of<Larger>(x, segment, y, samples, segments, width, rows));

    private static SegmentsOf<TMeeting> Of<TMeeting>(
        ArrayView<float> x, ArrayView<int> segment, ArrayView<float> y, int samples, int segments, int width, int rows)
        where TMeeting : struct, IMeeting => new()
        {
            X = x, Segment = segment, Y = y, Count = samples, Segments = segments, Width = width, Rows = rows, Step = segment.Length == rows ? 0 : rows,
        };

    /// <summary>Value <paramref name="i"/> of y[j, :] = x[segment[j], :].</summary>
    /// <param name="step">Ints from sample to sample: the rows, or 0 where they serve all samples.</param>
    public static float Take(int i, ArrayView<float> x, ArrayView<int> segment, int segments, int rows, int width, int step)
    {
        int row = i / width, sample = row / rows;
        return x[(sample * segments + segment[sample * step + (row - sample * rows)]) * width + (i - row * width)];
    }

    /// <summary>How the rows of a segment meet.</summary>
    internal interface IMeeting
    {
        static abstract float None { get; }

        static abstract float Merge(float x, float y);

        /// <summary>What becomes of all of a segment.</summary>
        static abstract float Result(float all);
    }

    internal struct Adding : IMeeting
    {
        public static float None => 0f;

        public static float Merge(float x, float y) => x + y;

        public static float Result(float all) => all;
    }

    internal struct Larger : IMeeting
    {
        public static float None => float.NegativeInfinity;

        public static float Merge(float x, float y) => DeviceMath.Max(x, y);

        public static float Result(float all) => all == float.NegativeInfinity ? 0f : all;
    }

    internal struct SegmentsOf<TMeeting> : IScatteredSum<SegmentsOf<TMeeting>>
        where TMeeting : struct, IMeeting
    {
        public ArrayView<float> X, Y;
        public ArrayView<int> Segment;
        public int Count, Segments, Width, Rows, Step;

        public static float None => TMeeting.None;

        public static int Samples(SegmentsOf<TMeeting> o) => o.Count;

        public static int Targets(SegmentsOf<TMeeting> o) => o.Segments;

        public static int Items(SegmentsOf<TMeeting> o) => o.Rows;

        public static int Columns(SegmentsOf<TMeeting> o) => o.Width;

        public static int Target(SegmentsOf<TMeeting> o, int sample, int item) => o.Segment[sample * o.Step + item];

        public static float Value(SegmentsOf<TMeeting> o, int sample, int item, int column) => o.X[(sample * o.Rows + item) * o.Width + column];

        public static float Merge(float x, float y) => TMeeting.Merge(x, y);

        public static void Store(SegmentsOf<TMeeting> o, int sample, int target, int column, int found, float all) =>
            o.Y[At(o, sample, target, column)] = TMeeting.Result(all);

        public static ArrayView<float> Sums(SegmentsOf<TMeeting> o) => o.Y;

        public static int At(SegmentsOf<TMeeting> o, int sample, int target, int column) => (sample * o.Segments + target) * o.Width + column;
    }
}
