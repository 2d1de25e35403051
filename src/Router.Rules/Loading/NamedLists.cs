using Router.Rules.Json;

namespace Router.Rules.Loading;

/// The "lists" of a file. A list has no type of its own: its members are checked against each field that uses it.
internal sealed class NamedLists
{
    private readonly List<JsonMember> _lists = [];
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly Findings _findings;

    public NamedLists(JsonItem? lists, Findings findings)
    {
        _findings = findings;
        if (lists is null) return;
        if (lists.Kind != JsonKind.Object)
        {
            findings.Error(DiagnosticIds.WrongType, lists, "\"lists\" is an object of named arrays, { \"bigBanks\": [\"ICBC\"] }.");
            return;
        }

        foreach (var list in lists.Members)
        {
            Check(list);
            _lists.Add(list);
        }
    }

    public List<string> Names => _lists.ConvertAll(l => l.Name);

    public static bool IsReference(JsonItem item) => item.Kind == JsonKind.Text && item.Text.StartsWith('@');

    /// The members of the list that "@name" names; none, with an error, where there is no such list.
    public IReadOnlyList<JsonItem> Resolve(JsonItem reference)
    {
        var name = reference.Text[1..];
        if (Find(name) is { } members) return members;
        var nearest = Suggest.Nearest(name, Names);
        // Meant here: that nothing else uses it needs no second finding.
        if (nearest is not null) _used.Add(nearest);
        _findings.Error(DiagnosticIds.UnknownList, reference, NotFound(name), nearest is null ? null : "@" + nearest);
        return [];
    }

    /// The members of a list, which thereby counts as used; null where there is no such list.
    public IReadOnlyList<JsonItem>? Find(string name)
    {
        if (_lists.Find(l => l.Name == name) is not { } list) return null;
        _used.Add(name);
        return list.Value.Items;
    }

    public string NotFound(string name) =>
        $"There is no list \"{name}\". " + (_lists.Count == 0 ? "The file has no \"lists\"." : $"The file has: {Suggest.List(Names)}.");

    public void WarnOfUnused()
    {
        // What would use it may be what could not be read.
        if (_findings.ErrorCount > 0) return;
        foreach (var list in _lists.Where(l => !_used.Contains(l.Name)))
            _findings.Warning(
                DiagnosticIds.UnusedList, list,
                $"No rule uses the list \"{list.Name}\". Delete it, or write \"@{list.Name}\" where it is meant.");
    }

    private void Check(JsonMember list)
    {
        if (list.Value.Kind != JsonKind.Array)
        {
            _findings.Error(DiagnosticIds.WrongType, list.Value, $"A list is an array of values.{Hints.ForArray(list.Value, "A list")}");
            return;
        }

        if (list.Value.Items.Count == 0)
            _findings.Error(
                DiagnosticIds.Empty, list.Value,
                $"The list \"{list.Name}\" is empty, so nothing could ever match it. Fill it or delete it.");
        foreach (var member in list.Value.Items)
        {
            if (member.Kind is JsonKind.Array or JsonKind.Object or JsonKind.Null || IsReference(member))
                _findings.Error(DiagnosticIds.WrongType, member, "A list holds plain texts, numbers or booleans; lists do not nest.");
        }
    }
}
