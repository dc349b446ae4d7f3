using static Samples.Drawing.Stroke;

namespace Samples.Drawing;

/// <summary>How people write the ten digits: a few styles each, as strokes in the unit square.</summary>
internal static class Glyphs
{
    /// <summary>The styles of each digit.</summary>
    public static Stroke[][][] Styles { get; } =
    [
        [ // 0: an oval; a narrow one; one that is not quite closed
            [Loop(P(50, 2), P(82, 22), P(88, 55), P(72, 90), P(46, 98), P(18, 80), P(12, 45), P(24, 14))],
            [Loop(P(54, 2), P(74, 28), P(70, 70), P(48, 98), P(28, 74), P(30, 28))],
            [Curve(P(64, 8), P(38, 4), P(16, 30), P(14, 66), P(36, 96), P(68, 90), P(86, 58), P(80, 22), P(58, 5), P(44, 12))],
        ],
        [ // 1: a bar; with a flag; with a flag and a foot; slanted
            [Lines(P(50, 2), P(50, 98))],
            [Lines(P(28, 26), P(54, 2), P(54, 98))],
            [Lines(P(30, 24), P(52, 2), P(52, 98)), Lines(P(28, 98), P(76, 98))],
            [Curve(P(64, 2), P(54, 50), P(40, 98))],
        ],
        [ // 2: round with a straight foot; with a loop in the corner; angular
            [Curve(P(16, 28), P(30, 6), P(60, 3), P(80, 24), P(70, 50), P(40, 76), P(14, 96)), Lines(P(14, 96), P(88, 96))],
            [Curve(P(18, 22), P(44, 2), P(76, 16), P(72, 48), P(42, 82), P(20, 94), P(16, 78), P(36, 76), P(62, 92), P(90, 90))],
            [Lines(P(16, 12), P(78, 8), P(16, 94), P(86, 94))],
        ],
        [ // 3: two bowls; a flat top; bowls with a loop between
            [Curve(P(18, 14), P(46, 2), P(76, 16), P(70, 40), P(42, 48)), Curve(P(42, 48), P(74, 54), P(84, 76), P(60, 96), P(30, 96), P(12, 82))],
            [Lines(P(18, 5), P(80, 5), P(44, 42)), Curve(P(44, 42), P(76, 48), P(84, 74), P(60, 97), P(28, 96), P(12, 84))],
            [Curve(P(20, 18), P(40, 2), P(72, 10), P(72, 34), P(50, 47), P(36, 48), P(44, 54), P(54, 49), P(80, 64), P(72, 92), P(36, 98), P(12, 84))],
        ],
        [ // 4: open; closed; with a round corner
            [Lines(P(28, 4), P(14, 58), P(86, 58)), Lines(P(68, 26), P(62, 98))],
            [Lines(P(66, 98), P(66, 3), P(12, 68), P(90, 68))],
            [Curve(P(22, 4), P(16, 36), P(26, 56), P(54, 58), P(76, 46)), Lines(P(80, 4), P(76, 46), P(72, 98))],
        ],
        [ // 5: bar, back and bowl; in one sweep; angular
            [Lines(P(80, 4), P(28, 4), P(22, 44)), Curve(P(22, 44), P(54, 36), P(84, 56), P(78, 86), P(46, 98), P(14, 88))],
            [Curve(P(82, 6), P(52, 3), P(28, 10), P(24, 32), P(48, 44), P(76, 58), P(76, 86), P(44, 98), P(14, 86))],
            [Lines(P(30, 6), P(24, 46), P(60, 42)), Curve(P(60, 42), P(84, 60), P(72, 90), P(42, 98), P(16, 94)), Lines(P(28, 6), P(86, 3))],
        ],
        [ // 6: a curl; a straight back; a closed hook
            [Curve(P(72, 4), P(42, 18), P(20, 50), P(18, 78), P(42, 98), P(74, 90), P(80, 66), P(58, 52), P(32, 58), P(19, 74))],
            [Curve(P(56, 2), P(34, 40), P(22, 70)), Loop(P(22, 72), P(44, 54), P(72, 60), P(76, 84), P(50, 98), P(28, 92))],
            [Curve(P(80, 14), P(56, 3), P(26, 20), P(14, 58), P(28, 92), P(60, 97), P(82, 76), P(68, 54), P(40, 54), P(18, 72))],
        ],
        [ // 7: plain; crossed; with a serif; with a bent stem
            [Lines(P(14, 6), P(84, 6), P(40, 98))],
            [Lines(P(14, 6), P(84, 6), P(38, 98)), Lines(P(34, 52), P(80, 50))],
            [Lines(P(16, 24), P(18, 5), P(86, 7)), Curve(P(86, 7), P(62, 44), P(50, 98))],
            [Curve(P(12, 12), P(40, 8), P(84, 6)), Curve(P(84, 6), P(56, 40), P(46, 98))],
        ],
        [ // 8: two rings; one line that crosses itself; open at the top
            [Loop(P(50, 2), P(76, 14), P(70, 38), P(50, 47), P(28, 37), P(24, 14)), Loop(P(50, 47), P(80, 60), P(80, 86), P(50, 98), P(20, 86), P(20, 60))],
            [Loop(P(70, 8), P(40, 2), P(22, 20), P(48, 46), P(78, 70), P(70, 94), P(34, 97), P(18, 78), P(46, 48), P(78, 24))],
            [Curve(P(80, 10), P(50, 3), P(24, 18), P(44, 44), P(76, 68), P(66, 95), P(30, 94), P(20, 72), P(50, 46), P(84, 16))],
        ],
        [ // 9: ring and straight stem; ring and hook; a turned six
            [Loop(P(76, 26), P(52, 3), P(22, 14), P(20, 40), P(44, 52), P(72, 42)), Lines(P(77, 12), P(72, 98))],
            [Loop(P(78, 28), P(52, 3), P(22, 16), P(22, 42), P(48, 52), P(74, 42)), Curve(P(78, 16), P(80, 60), P(66, 94), P(38, 98), P(20, 86))],
            [Curve(P(80, 28), P(60, 46), P(30, 46), P(20, 22), P(40, 4), P(70, 8), P(82, 32), P(72, 70), P(44, 98))],
        ],
    ];

    /// <summary>A point in hundredths.</summary>
    private static Point P(float x, float y) => new(x / 100, y / 100);
}
