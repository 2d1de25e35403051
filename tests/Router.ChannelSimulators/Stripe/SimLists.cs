namespace Router.ChannelSimulators.Stripe;

// Lists, newest first, page by page.
internal static class SimLists
{
    public static (IReadOnlyList<T> Items, bool HasMore) Page<T>(IEnumerable<T> all, SimForm form, Func<T, string> id, int pageMax)
    {
        var limit = (int)(form.Whole("limit") ?? 10);
        if (limit is < 1 or > 100) throw new SimFailure(SimError.Invalid("parameter_invalid_integer", "limit", "This value must be between 1 and 100."));
        var after = form.Text("starting_after");
        form.NothingElse();
        var newest = all.Reverse().ToList();
        var start = after is null ? 0 : newest.FindIndex(item => id(item) == after) + 1;
        if (after is not null && start == 0) throw new SimFailure(SimError.Invalid("resource_missing", "starting_after", $"No such object: '{after}'"));
        var page = newest.Skip(start).Take(Math.Min(limit, pageMax)).ToList();
        return (page, start + page.Count < newest.Count);
    }

    public static IEnumerable<T> Created<T>(IEnumerable<T> all, SimForm form, Func<T, long> created)
    {
        var (from, to, upTo) = (form.Whole("created[gte]"), form.Whole("created[lt]"), form.Whole("created[lte]"));
        return all.Where(item => (from is null || created(item) >= from) && (to is null || created(item) < to) && (upTo is null || created(item) <= upTo));
    }
}
