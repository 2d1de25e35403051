namespace Router.HealthLab.Tables;

/// <summary>docs/health-lab.md, in which the table stands between two markers.</summary>
internal static class LabPage
{
    public const string Begin = "<!-- table: begin -->";
    public const string End = "<!-- table: end -->";

    /// <exception cref="FormatException">The page or its markers are not there.</exception>
    public static void Write(string table)
    {
        var path = Path.Combine(Root(), "docs", "health-lab.md");
        File.WriteAllText(path, Put(File.ReadAllText(path), table));
    }

    public static string Put(string page, string table)
    {
        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = page.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin) throw new FormatException($"The page has no {Begin} with {End} behind it.");
        return $"{page[..(begin + Begin.Length)]}\n{table.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd()}\n{page[end..]}";
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Router.sln"))) return folder.FullName;
        throw new FormatException("--write is used inside the repository.");
    }
}
