using CompiledNets;

namespace Curves;

/// <summary>The networks of all pages with curves.</summary>
internal static class Examples
{
    private static readonly Dataset Arms = Tasks.Spiral(3), ManyArms = Tasks.Spiral(10, 1), Ring = Tasks.Ring(), Flowers = Tasks.Flowers();

    public static IReadOnlyList<Example> All { get; } =
    [
        new("CN2001", "cross-entropy of the predicted probabilities", seed => new CN2001.Bad.Net(seed), seed => new CN2001.Good.Net(seed), ManyArms)
        {
            Measure = net => net is CN2001.Bad.Net bad
                ? Measures.CrossEntropy(bad.Predict, ManyArms, 10, isLogits: false)
                : Measures.CrossEntropy(((CN2001.Good.Net)net).Predict, ManyArms, 10, isLogits: true),
        },
        new("CN2002", "binary cross-entropy", seed => new CN2002.Bad.Net(seed), seed => new CN2002.Good.Net(seed), Ring),
        new("CN2003", "binary cross-entropy", seed => new CN2003.Bad.Net(seed), seed => new CN2003.Good.Net(seed), Ring),
        new("CN2004", "cross-entropy", seed => new CN2004.Bad.Net(seed), seed => new CN2004.Good.Net(seed), Flowers) { LearningRate = 0.001 },
        new("CN2005", "mean squared error", seed => new CN2005.Bad.Net(seed), seed => new CN2005.Good.Net(seed), Tasks.Sine()),
        new("CN2006", "cross-entropy", seed => new CN2006.Bad.Net(seed), seed => new CN2006.Good.Net(seed), Arms),
        new("CN2007", "cross-entropy", seed => new CN2007.Bad.Net(seed), seed => new CN2007.Good.Net(seed), Arms),
        new("CN2008", "binary cross-entropy", seed => new CN2008.Bad.Net(seed), seed => new CN2008.Good.Net(seed), Tasks.Columns()),
        new("CN2009", "cross-entropy", seed => new CN2009.Bad.Net(seed), seed => new CN2009.Good.Net(seed), Arms),
        new("CN2010", "cross-entropy", seed => new CN2010.Bad.Net(seed), seed => new CN2010.Good.Net(seed), Arms),
        new("CN2011", "error rate", seed => new CN2011.Bad.Net(seed), seed => new CN2011.Good.Net(seed), Flowers)
        {
            LearningRate = 0.001,
            Measure = net => Measures.ErrorRate(net is CN2011.Bad.Net bad ? bad.Predict : ((CN2011.Good.Net)net).Predict, Flowers, 3),
        },
        new("CN2012", "cross-entropy", seed => new CN2012.Bad.Net(seed), seed => new CN2012.Good.Net(seed), Arms),
        new("CN2013", "cross-entropy", seed => new CN2013.Bad.Net(seed), seed => new CN2013.Good.Net(seed), Arms),
        new("CN2014", "mean squared error", seed => new CN2014.Bad.Net(seed), seed => new CN2014.Good.Net(seed), Tasks.Adding(20)) { LearningRate = 0.003, IsLogarithmic = true },
        new("CN2018", "cross-entropy", seed => new CN2018.Bad.Net(seed), seed => new CN2018.Good.Net(seed), Arms),
    ];
}
