using System.CommandLine;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Router.Host.Cli;

namespace Router.Host.Authoring;

/// <summary>`router channels new`: a plugin project that builds and passes at once, with the packages it needs.</summary>
internal static partial class NewChannelCommand
{
    private const string Placeholder = "Acme";

    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The channel's name, such as AcmePay; the plugin is Router.Channel.NAME, its id the name in lower case." };
        var output = new Option<string>("--output") { Description = "The folder to make. Default: the name, in the current folder." };
        var packagesOnly = new Option<bool>("--packages-only") { Description = "Only fill packages/ of a folder that `dotnet new router-channel` has made, or fill it anew after an update of the router." };
        var command = new Command("new", "Make a channel plugin from the template: plugin, manifest, simulator of the provider, compliance tests. Needs no running router.") { name, output, packagesOnly };
        command.SetAction(parsed =>
        {
            var channel = parsed.GetRequiredValue(name);
            if (!Name().IsMatch(channel)) throw CliException.Misuse($"'{channel}' is no name for a channel; write 2 to 32 letters and digits that begin with a capital letter, such as AcmePay.");
            var folder = Path.GetFullPath(parsed.GetValue(output) ?? channel);
            return parsed.GetValue(packagesOnly) ? Fill(parsed, folder) : Make(parsed, channel, folder);
        });
        return command;
    }

    private static int Make(ParseResult parsed, string channel, string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw CliException.Misuse($"{folder} is not empty; name another folder with --output, or refresh its packages with --packages-only.");
        var source = AuthoringFiles.Template;
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(source, file);
            if (relative.StartsWith(".template.config", StringComparison.Ordinal)) continue;
            var target = Path.Combine(folder, Named(relative, channel));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllText(target, Named(File.ReadAllText(file), channel));
        }

        CopyPackages(folder);
        if (parsed.WantsJson()) Output.Json(new JsonObject { ["folder"] = folder, ["plugin"] = $"Router.Channel.{channel}" });
        else Console.Out.WriteLine($"{folder}: Router.Channel.{channel} and its tests.\nNext: cd {folder}; router channels test");
        return ExitCode.Ok;
    }

    private static int Fill(ParseResult parsed, string folder)
    {
        if (!File.Exists(Path.Combine(folder, "nuget.config")))
            throw CliException.Misuse($"{folder} has no nuget.config; name with --output the folder that `dotnet new router-channel` made.");
        foreach (var old in Directory.Exists(Packages(folder)) ? Directory.GetFiles(Packages(folder), "Router.*.nupkg") : []) File.Delete(old);
        CopyPackages(folder);
        if (parsed.WantsJson()) Output.Json(new JsonObject { ["folder"] = folder, ["packages"] = AuthoringFiles.Packages.Count });
        else Console.Out.WriteLine($"{Packages(folder)}: {AuthoringFiles.Packages.Count} packages of this router.");
        return ExitCode.Ok;
    }

    private static void CopyPackages(string folder)
    {
        Directory.CreateDirectory(Packages(folder));
        foreach (var package in AuthoringFiles.Packages) File.Copy(package, Path.Combine(Packages(folder), Path.GetFileName(package)), overwrite: true);
    }

    private static string Packages(string folder) => Path.Combine(folder, "packages");

    // Every spelling of the template's name, as `dotnet new` replaces them.
    private static string Named(string text, string channel) => text
        .Replace(Placeholder, channel, StringComparison.Ordinal)
        .Replace("acme", channel.ToLowerInvariant(), StringComparison.Ordinal)
        .Replace("ACME", channel.ToUpperInvariant(), StringComparison.Ordinal);

    [GeneratedRegex("^[A-Z][A-Za-z0-9]{1,31}$")]
    private static partial Regex Name();
}
