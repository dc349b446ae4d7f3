namespace CompiledNets.Kernels;

/// <summary>Image channels of which a computation writes every so-manieth row and column.</summary>
/// <param name="first">The first value written of the first channel.</param>
/// <param name="height">Rows of a channel.</param>
/// <param name="width">Values of a row.</param>
/// <param name="rowStep">Rows from one written row to the next.</param>
/// <param name="columnStep">Columns from one written column to the next.</param>
internal readonly unsafe struct StridedPlanes(float* first, int height, int width, int rowStep, int columnStep)
{
    /// <summary>Whether every value is written.</summary>
    public bool IsDense => rowStep == 1 && columnStep == 1;

    /// <summary>Values of a channel.</summary>
    public nint PlaneFloats => (nint)height * width;

    /// <summary>The first value written in a written row of a channel.</summary>
    public float* Row(nint channel, int row) => first + channel * PlaneFloats + (nint)row * rowStep * width;

    /// <summary>Puts rows of one channel to their places.</summary>
    public void Scatter(float* values, nint channel, int row, int rows, int columns)
    {
        for (int index = 0; index < rows; index++)
        {
            float* target = Row(channel, row + index);
            for (int column = 0; column < columns; column++)
            {
                *target = *values++;
                target += columnStep;
            }
        }
    }
}
