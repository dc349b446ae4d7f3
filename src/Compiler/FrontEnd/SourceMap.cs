using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.FrontEnd;

/// <summary>Turns the site numbers of one reading into places in the source. The analyzer keeps it; the generator drops it.</summary>
internal sealed class SourceMap
{
    private readonly List<Site> sites = [];

    /// <summary>Records a place. <paramref name="caller"/> is the site of the helper call that led here, or -1.</summary>
    public int Add(Location location, int caller = -1)
    {
        sites.Add(new Site(location, caller));
        return sites.Count - 1;
    }

    public Location Location(int site) => sites[site].Location;

    /// <summary>The calls that led to a site, innermost first.</summary>
    public ImmutableArray<Location> Callers(int site)
    {
        var callers = ImmutableArray.CreateBuilder<Location>();
        for (int caller = sites[site].Caller; caller >= 0; caller = sites[caller].Caller)
        {
            callers.Add(sites[caller].Location);
        }

        return callers.ToImmutable();
    }

    private readonly record struct Site(Location Location, int Caller);
}
