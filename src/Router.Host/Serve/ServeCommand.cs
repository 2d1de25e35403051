using System.CommandLine;
using System.Globalization;
using Router.Host.Cli;

namespace Router.Host.Serve;

/// <summary>`router serve`: the running router.</summary>
internal static class ServeCommand
{
    private static readonly Option<string> s_urls = new("--urls") { Description = "Addresses to listen on, separated by ;. Default: http://127.0.0.1:5080." };
    private static readonly Option<int?> s_port = PortOption();
    private static readonly Option<string> s_data = new("--data") { Description = "The folder of the order store, the keys and the plugin copies. Default: ./data." };
    private static readonly Option<string> s_plugins = new("--plugins") { Description = "The plugin list. Default: ./plugins.json." };
    private static readonly Option<string> s_pluginsRoot = new("--plugins-root") { Description = "The folder that plugin folders are relative to. Default: plugins beside the executable." };
    private static readonly Option<string> s_rules = new("--rules") { Description = "The rule file. Default: ./rules/default.json." };

    private static readonly Option<bool> s_insecure = new("--insecure")
    {
        Description = "Listen on addresses that other machines reach, although payment requests are not signed yet.",
    };

    private static readonly Option<string[]> s_set = new("--set")
    {
        Description = "Any setting as Name=value, such as Engine:Budget=00:00:10 or DrainTimeout=00:00:05; may be repeated.",
    };

    public static Command Create()
    {
        var command = new Command(
            "serve", "Run the router until it is told to stop (Ctrl+C). Settings: appsettings.json, then environment variables ROUTER__NAME, then these options; the later wins.");
        Complete(command);
        return command;
    }

    /// <summary>Without a verb the router serves, with the same options.</summary>
    public static void MakeDefault(RootCommand root) => Complete(root);

    private static void Complete(Command command)
    {
        foreach (var option in new Option[] { s_urls, s_port, s_data, s_plugins, s_pluginsRoot, s_rules, s_insecure, s_set }) command.Add(option);
        command.SetAction(parsed => Server.RunAsync(Given(parsed), parsed.WantsJson()));
    }

    private static Dictionary<string, string?> Given(ParseResult parsed)
    {
        var given = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in parsed.GetValue(s_set) ?? [])
        {
            if (setting.Split('=', 2) is not [{ Length: > 0 } name, var value]) throw CliException.Misuse($"--set is '{setting}'; write Name=value.");
            given[name] = value;
        }

        if (parsed.GetValue(s_urls) is not null && parsed.GetValue(s_port) is not null) throw CliException.Misuse("Give --urls or --port, not both.");
        if (parsed.GetValue(s_port) is { } port) given["Urls"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        if (parsed.GetValue(s_urls) is { } urls) given["Urls"] = urls;
        if (parsed.GetValue(s_data) is { } data) given["DataFolder"] = data;
        if (parsed.GetValue(s_plugins) is { } plugins) given["PluginsFile"] = plugins;
        if (parsed.GetValue(s_pluginsRoot) is { } root) given["PluginsRoot"] = root;
        if (parsed.GetValue(s_rules) is { } rules) given["RulesFile"] = rules;
        if (parsed.GetValue(s_insecure)) given["Insecure"] = "true";
        return given;
    }

    private static Option<int?> PortOption()
    {
        var option = new Option<int?>("--port") { Description = "Listen on 127.0.0.1 and this port. Default: 5080." };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var port) && port is < 1 or > 65535)
                result.AddError($"--port is {port}; write 1 to 65535.");
        });
        return option;
    }
}
