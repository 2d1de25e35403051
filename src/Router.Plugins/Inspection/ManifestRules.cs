using Router.Abstractions;

namespace Router.Plugins.Inspection;

/// <summary>What a manifest's values have to keep, as its docstrings say.</summary>
internal static class ManifestRules
{
    public static IEnumerable<string> Broken(ChannelManifest manifest)
    {
        // The reader refuses a null member, not a null among the items of a list.
        if (manifest.Methods.Any(m => m is null) || manifest.Fees.Any(f => f is null) || manifest.KeyHosts.Any(h => h is null))
        {
            yield return "\"methods\", \"fees\" or \"keyHosts\" holds a null";
            yield break;
        }

        if (!Patterns.Id().IsMatch(manifest.Id))
            yield return $"\"id\" is \"{manifest.Id}\", not 2-32 of a-z, 0-9 and -";
        if (manifest.Version.Split('.').Length != 3 || VersionRange.TryParseVersion(manifest.Version) is null)
            yield return $"\"version\" is \"{manifest.Version}\", not major.minor.patch";
        if (manifest.Contract.Min < 0 || manifest.Contract.Max < manifest.Contract.Min)
            yield return $"\"contract\" is {manifest.Contract.Min} to {manifest.Contract.Max}, not a range";
        if (manifest.Assembly.AsSpan().IndexOfAny('/', '\\', ':') >= 0 || !manifest.Assembly.EndsWith(".dll", StringComparison.Ordinal))
            yield return $"\"assembly\" is \"{manifest.Assembly}\", not the name of a .dll without folder";
        if (string.IsNullOrWhiteSpace(manifest.DisplayName))
            yield return "\"displayName\" is empty";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(manifest.TimeZone, out _))
            yield return $"\"timeZone\" is \"{manifest.TimeZone}\", not an IANA zone that this machine knows";
        if (manifest.CallTimeout < TimeSpan.FromMilliseconds(100) || manifest.CallTimeout > TimeSpan.FromSeconds(60))
            yield return "\"callTimeout\" is not between 100 ms and 60 s";
        if (manifest.Methods.Count == 0)
            yield return "\"methods\" is empty";
        foreach (var twice in manifest.Methods.GroupBy(m => m.Name).Where(g => g.Count() > 1))
            yield return $"the method \"{twice.Key}\" stands there twice";
        foreach (var method in manifest.Methods)
            foreach (var what in Broken(method))
                yield return $"the method \"{method.Name}\": {what}";
    }

    private static IEnumerable<string> Broken(MethodManifest method)
    {
        if (!Patterns.Method().IsMatch(method.Name))
            yield return "its name is not brand.presentation of a-z, 0-9 and -";
        if (method.Currencies.Count == 0)
            yield return "\"currencies\" is empty";
        if (method.Operations.Count == 0)
            yield return "\"operations\" is empty";
        if (method.MinAmount < 1 || method.MaxAmount < method.MinAmount)
            yield return "\"minAmount\" and \"maxAmount\" are no range from 1 on";
        if (method.QuerySchedule.Count == 0 || method.QuerySchedule.Any(wait => wait <= TimeSpan.Zero))
            yield return "\"querySchedule\" needs at least one entry, all above zero";
    }
}
