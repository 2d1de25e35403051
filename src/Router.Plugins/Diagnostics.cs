using Router.Abstractions;

namespace Router.Plugins;

/// <summary>Every diagnostic in one place, in the order of docs/diagnostics.md.</summary>
internal static class Diagnostics
{
    public const string DuplicateIdNumber = "RTR2004";

    // plugins.json

    public static PluginDiagnostic FileUnreadable(string path, string reason) =>
        new("RTR2001", null, $"{path} cannot be read: {reason}", "Put plugins.json there, or name another file.");

    public static PluginDiagnostic FileNotJson(string path, long line, long column, string reason) =>
        new("RTR2002", null, $"{path}({line},{column}) is not JSON: {reason}", "Correct that line; nothing was changed.");

    public static PluginDiagnostic FileWrong(string path, long line, long column, string what, string mend) =>
        new("RTR2003", null, $"{path}({line},{column}): {what}.", mend);

    public static PluginDiagnostic DuplicateId(string path, long line, string id) =>
        new(DuplicateIdNumber, id, $"{path}({line}): a second entry has the id \"{id}\"; the first one counts.", "Remove one of them.");

    // Files and trust

    public static PluginDiagnostic FolderMissing(string id, string folder) =>
        new("RTR2005", id, $"The folder {folder} does not exist.", "Build the plugin, or correct \"folder\" in plugins.json.");

    public static PluginDiagnostic FolderUnreadable(string id, string folder, string reason) =>
        new("RTR2006", id, $"The folder {folder} cannot be read: {reason}",
            "Give the host's user the right to read it, without links or odd files in it.");

    public static PluginDiagnostic FileMissing(string id, string folder, string file) =>
        new("RTR2007", id, $"{file} is missing in {folder}.",
            "Lay the plugin out again (dotnet build), or copy it again, plugin.json last.");

    public static PluginDiagnostic ExtraFile(string id, string folder, string file) =>
        new("RTR2008", id, $"{file} in {folder} does not stand in {HashList.FileName}.", "Remove the file, or lay the plugin out again.");

    public static PluginDiagnostic WrongHash(string id, string folder, string file) =>
        new("RTR2009", id, $"{file} in {folder} is not the file that {HashList.FileName} names: its SHA-256 differs.",
            "Wait if it is being copied right now; otherwise lay the plugin out again, and find out who changed it.");

    public static PluginDiagnostic HashListUnreadable(string id, string folder, string reason) =>
        new("RTR2010", id, $"{HashList.FileName} in {folder} cannot be read: {reason}", "Lay the plugin out again: the build writes it.");

    public static PluginDiagnostic Untrusted(string id, string reason, string mend) => new("RTR2011", id, reason, mend);

    public static PluginDiagnostic BuildTrustInProduction(string id) =>
        new("RTR2012", id, "\"trust\": \"build\" is refused in production: anyone who can write the folder can write its hash list.",
            "Write the sha256 that `router channels verify` shows, or a signing key, into plugins.json.");

    public static PluginDiagnostic CopyFailed(string id, string cache, string reason) =>
        new("RTR2013", id, $"The plugin could not be copied to {cache}: {reason}",
            "Make that folder writable and see that the disk is not full.");

    // Manifest

    public static PluginDiagnostic ManifestNotJson(string id, string file, long? line, string reason) =>
        new("RTR2014", id, $"{file}({line}) is no manifest: {reason}",
            "Correct that line; docs/plugin-authoring.md shows a whole manifest.");

    public static PluginDiagnostic ManifestWrong(string id, string file, string what) =>
        new("RTR2015", id, $"{file}: {what}.", "Correct the manifest.");

    public static PluginDiagnostic OtherId(string id, string manifestId) =>
        new("RTR2016", id, $"The manifest's id is \"{manifestId}\".", "Use one id in plugins.json and plugin.json.");

    public static PluginDiagnostic VersionOutside(string id, string version, VersionRange allowed) =>
        new("RTR2017", id, $"Version {version} is not in {allowed}.",
            "Install a version in that range, or widen \"version\" in plugins.json.");

    public static PluginDiagnostic ContractNewer(string id, ContractRange range) =>
        new("RTR2018", id, $"It needs contract {range.Min} to {range.Max}; this host has {ChannelContract.Version}.",
            "Install a newer host.");

    public static PluginDiagnostic ContractOlder(string id, ContractRange range) =>
        new("RTR2019", id, $"It was made for contract {range.Min} to {range.Max}; this host has {ChannelContract.Version}.",
            "Install a newer version of the plugin, built for this contract.");

    public static PluginDiagnostic ManifestDisagrees(string id, IEnumerable<string> members) =>
        new("RTR2020", id, $"plugin.json and the manifest in code differ in {string.Join(", ", members)}.",
            "Embed plugin.json and read the manifest from it, as Router.Channel.NoOp does.");

    // Code, from metadata alone

    public static PluginDiagnostic NotAnAssembly(string id, string file) =>
        new("RTR2021", id, $"{file} is not a .NET assembly.", "Put the plugin's own assembly under \"assembly\" in plugin.json.");

    public static PluginDiagnostic PrivateContract(string id, string file) =>
        new("RTR2022", id, $"The folder has its own {file}: its types would not be the host's.",
            "Reference Router.Abstractions with Private=\"false\" ExcludeAssets=\"runtime\".");

    public static PluginDiagnostic ForbiddenReference(string id, string file, string reference) =>
        new("RTR2023", id, $"{file} references {reference}; a plugin sees Router.Abstractions only.", "Remove the reference.");

    public static PluginDiagnostic MissingDependency(string id, string file, string reference) =>
        new("RTR2024", id, $"{file} needs {reference}, which is neither in the folder nor in the shared framework.",
            "Set EnableDynamicLoading in the plugin's project and lay it out with all its dependencies.");

    public static PluginDiagnostic MissingNativeLibrary(string id, string file, string library) =>
        new("RTR2025", id, $"{file} calls into the native library \"{library}\", which is neither in the folder for this system nor installed.",
            "Ship it under runtimes/<rid>/native, or install it on this machine.");

    public static PluginDiagnostic NoPluginType(string id, string file) =>
        new("RTR2026", id, $"{file} has no public class that implements IChannelPlugin and has a public constructor without parameters.",
            "Add one; it must not be abstract, nested or generic.");

    public static PluginDiagnostic TwoPluginTypes(string id, string file, IEnumerable<string> types) =>
        new("RTR2027", id, $"{file} has more than one plugin type: {string.Join(", ", types)}.",
            "One plugin is one assembly: make the others internal.");

    // Code, running

    public static PluginDiagnostic ConstructorThrew(string id, string threw) =>
        new("RTR2028", id, $"The plugin's constructor or manifest threw {threw}",
            "A constructor does no I/O and reads no settings: move that to Open.");

    public static PluginDiagnostic ConstructorHung(string id, TimeSpan limit) =>
        new("RTR2029", id, $"The plugin's constructor or manifest did not come back within {limit.TotalSeconds:0.#} s; its thread was given up.",
            "A constructor does no I/O and waits for nothing. Restart the host to be rid of the thread.");

    public static PluginDiagnostic CannotLoad(string id, string threw) =>
        new("RTR2030", id, $"The assembly could not be loaded: {threw}",
            "Build the plugin for this framework and with all its dependencies.");

    public static PluginDiagnostic StillNeeded(string id, IEnumerable<string> needs) =>
        new("RTR2031", id, $"It was not removed, because it is still needed by {string.Join(", ", needs)}; it takes no new payments.",
            "Wait until they are done, or force the removal: what it strands is parked.", IsWarning: true);

    public static PluginDiagnostic NotLoaded(string id) =>
        new("RTR2032", id, "No plugin of this id is loaded.",
            "List it in plugins.json; `router channels list` shows why a listed one does not run.");

    public static PluginDiagnostic OpenFailed(string id, string account, string reason) =>
        new("RTR2033", id, $"The account \"{account}\" could not be opened: {reason}", "Correct the account's settings or secrets.");

    public static PluginDiagnostic DisposeFailed(string id, string account, string reason) =>
        new("RTR2034", id, $"The instance of account \"{account}\" was not disposed cleanly: {reason}",
            "Tell the plugin's author; nothing is lost, but it may keep memory or connections.", IsWarning: true);

    public static PluginDiagnostic NotUnloaded(string id, string version, int collections) =>
        new("RTR2035", id, $"Version {version} took its last call long ago and is still in memory after {collections} collections.",
            "The plugin keeps a static event, a thread or reflection-based JSON; tell its author, and restart the host when it suits.", IsWarning: true);

    public static PluginDiagnostic ReflectionJson() =>
        new("RTR2036", null, "Reflection-based JSON is on in this process: a plugin that uses it can never be unloaded.",
            "Set JsonSerializerIsReflectionEnabledByDefault to false in the executable's project.", IsWarning: true);

    public static PluginDiagnostic KeptRunning(PluginDiagnostic cause, string version) =>
        cause with { Message = $"{cause.Message} Version {version} runs on." };
}
