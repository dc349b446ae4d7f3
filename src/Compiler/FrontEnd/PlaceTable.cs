using CompiledNets.Compiler.Diagnostics;

namespace CompiledNets.Compiler.FrontEnd;

/// <summary>Knows all inline layers with weights of a network, so that their final names can be decided once all are read.</summary>
internal sealed class PlaceTable
{
    private readonly Dictionary<Place, int> owned = [];
    private readonly HashSet<Place> named = [];

    // By name in files: who said it first. By name and entry point: where that says it, which is one place.
    private readonly Dictionary<string, (string Op, Place Place)> first = [];
    private readonly Dictionary<(string File, string Owner), Place> claims = [];

    /// <summary>The layer that a call with a name in files stands for: where another entry point says the same name of the same kind of layer, it
    /// is that one. Within one entry point a name is one call's, so that a loop cannot share weights by an oversight.</summary>
    public Place Share(Place place, string op)
    {
        if (!claims.TryGetValue((place.File, place.Owner), out Place? claimed))
        {
            claims.Add((place.File, place.Owner), claimed = place);
        }

        if (!first.TryGetValue(place.File, out (string Op, Place Place) known))
        {
            first.Add(place.File, known = (op, place));
        }

        return known.Op == op && known.Place.Owner != place.Owner && claimed == place ? known.Place : place;
    }

    /// <summary>Notes an inline layer with weights.</summary>
    /// <param name="isNamed">Whether the call gave the name in files.</param>
    public void Add(Place place, bool isNamed, int site)
    {
        if (!owned.ContainsKey(place))
        {
            owned.Add(place, site);
        }

        if (isNamed)
        {
            named.Add(place);
        }
    }

    /// <summary>Decides the names: the inline layers of the first entry point that has any go without a prefix, those of later ones are
    /// prefixed with their entry point's name. Reports layers that share a name.</summary>
    /// <param name="entries">Entry points in source order.</param>
    /// <returns>What turns a place into its final form.</returns>
    public Func<Place, Place> Finish(IEnumerable<string> entries, ReadingContext context)
    {
        List<string> owners = entries.ToList();
        string? first = owners.FirstOrDefault(entry => owned.Keys.Any(place => place.Owner == entry)) ?? owners.FirstOrDefault();
        var prefixed = new HashSet<string>(owners.Where(entry => entry != first));
        Place Final(Place place) => !prefixed.Contains(place.Owner) ? place : place with
        {
            File = named.Contains(place) ? place.File : Naming.LowerFirst(place.Owner) + "." + place.File,
            View = Naming.UpperFirst(place.Owner) + "." + place.View,
        };

        IEnumerable<(Place, int)> parts = context.Parts.Where(part => !context.Duplicates.Contains(part.Key)).SelectMany(part => part.Value.Layers)
            .Where(layer => context.Ops.OwnsWeights(layer.Op))
            .Select(layer => (layer.Place, layer.Site));
        CheckNames([.. parts, .. owned.OrderBy(pair => pair.Value).Select(pair => (Final(pair.Key), pair.Value))], context);
        return Final;
    }

    private static void CheckNames(List<(Place Place, int Site)> all, ReadingContext context)
    {
        var files = new HashSet<string>();
        var views = new HashSet<string>();
        var groups = new HashSet<string>(all.SelectMany(layer => GroupsOf(layer.Place.View)));
        foreach ((Place place, int site) in all)
        {
            if (!files.Add(place.File))
            {
                context.Faults.ReportAt(site, Rules.SameName, place.File, "files");
            }
            else if (!views.Add(place.View) || groups.Contains(place.View))
            {
                context.Faults.ReportAt(site, Rules.SameName, place.View, "the views of parameters");
            }
        }
    }

    /// <summary><c>Stage1</c> and <c>Stage1.Residual2</c> of <c>Stage1.Residual2.Conv2D1</c>.</summary>
    private static IEnumerable<string> GroupsOf(string view)
    {
        for (int dot = view.IndexOf('.'); dot >= 0; dot = view.IndexOf('.', dot + 1))
        {
            yield return view.Substring(0, dot);
        }
    }
}
