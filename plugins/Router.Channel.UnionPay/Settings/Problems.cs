namespace Router.Channel.UnionPay.Settings;

/// <summary>Collects what is wrong with the settings, so that everything is told at once.</summary>
internal sealed class Problems
{
    private readonly List<string> _found = [];

    public bool Any => _found.Count > 0;

    public void Tell(string where, string what) => _found.Add($"{where}: {what}");

    public override string ToString() => string.Join(" ", _found);
}
