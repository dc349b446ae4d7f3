namespace Samples.Drawing;

/// <summary>A pen: how wide, soft and dark its lines are, and how steady the hand.</summary>
internal readonly struct Pen
{
    private readonly float radius, blur, ink, unsteadiness;

    public Pen(ref Dice dice)
    {
        radius = dice.Between(0.55f, 1.75f);
        blur = dice.Between(0.9f, 2f);
        ink = dice.Between(0.6f, 1f);
        unsteadiness = dice.Between(0, 0.12f);
    }

    /// <summary>Draws a stroke of the unit square through a warp; the pressure wanders along the way.</summary>
    public void Draw(Canvas canvas, Stroke stroke, in Warp warp, ref Dice dice)
    {
        Point from = warp.Apply(stroke.Points[0]);
        float fromRadius = radius;
        for (int point = 1; point < stroke.Points.Length; point++)
        {
            Point to = warp.Apply(stroke.Points[point]);
            float toRadius = Math.Clamp(fromRadius * (1 + unsteadiness * dice.Bell()), radius / 2, radius * 1.5f);
            canvas.Ink(from, to, fromRadius, toRadius, blur, ink);
            (from, fromRadius) = (to, toRadius);
        }
    }

    /// <summary>Draws a straight piece between pixels.</summary>
    public void DrawPiece(Canvas canvas, Point from, Point to, ref Dice dice) =>
        canvas.Ink(from, to, radius, radius * dice.Between(0.5f, 1), blur, ink);
}
