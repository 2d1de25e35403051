namespace Router.Core.Routing;

/// <summary>Sorts in place and keeps the order of the file among equals; routes are short.</summary>
internal static class StableSort
{
    public static void By(Span<Candidate> candidates, Comparison<Candidate> comparison)
    {
        for (var i = 1; i < candidates.Length; i++)
        {
            var moving = candidates[i];
            var place = i;
            for (; place > 0 && comparison(candidates[place - 1], moving) > 0; place--) candidates[place] = candidates[place - 1];
            candidates[place] = moving;
        }
    }

    /// <summary>Brings one forward to the first place; those that it passes keep their order.</summary>
    public static void ToFront(Span<Candidate> candidates, int place)
    {
        var moving = candidates[place];
        candidates[..place].CopyTo(candidates[1..]);
        candidates[0] = moving;
    }
}
