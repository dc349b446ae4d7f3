namespace CompiledNets.Kernels;

/// <summary>Fills the slabs of whole images that pieces share: see <see cref="WindowGrid"/>.</summary>
internal unsafe struct SharedSlabs : IPieces
{
    private const int PieceFloats = 1 << 14;
    public WindowGrid Grid;

    /// <summary>Channels of all images.</summary>
    public int Planes;

    public float* X;
    public float* Slabs;

    public readonly int PieceCount => Pieces.Count(Planes, PlanesPerPiece);

    private readonly int PlanesPerPiece => Pieces.Size(Planes, Grid.PlaneFloats(Grid.Height), PieceFloats);

    public readonly void Run(int piece)
    {
        int plane = piece * PlanesPerPiece, end = Math.Min(Planes, plane + PlanesPerPiece);
        for (; plane < end; plane++)
        {
            Grid.FillPlane(
                Slabs + (nint)plane * Grid.PlaneFloats(Grid.Height), X + (nint)plane * Grid.ImageHeight * Grid.ImageWidth, 0, Grid.Height);
        }
    }
}
