using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Router.Mutants;

/// <summary>
/// The assembly that Stryker has changed, and its report of the changes. Stryker puts every change into one assembly behind a switch, and
/// takes it away again when it is done: it is copied while Stryker runs the one test that it was given.
/// </summary>
internal sealed class Made(string root, Options options)
{
    private string Home => Path.Combine(root, "artifacts", "mutants", options.Project);

    private string Assembly => Path.Combine(Home, options.Project + ".dll");

    private string Stamp => Path.Combine(Home, "sources.sha256");

    public string Report => Path.Combine(Home, "stryker", "reports", "mutation-report.json");

    /// <summary>Where the workers of this measurement run: the tests with the changed assembly.</summary>
    public string Bin => Path.Combine(Home, options.BySimulation ? "simulation" : "unit");

    public async Task MakeAsync()
    {
        var sources = Sources();
        if (!File.Exists(Assembly) || !File.Exists(Report) || !File.Exists(Stamp) || await File.ReadAllTextAsync(Stamp) != sources)
        {
            if (Directory.Exists(Home)) Directory.Delete(Home, recursive: true);
            Directory.CreateDirectory(Home);
            await StrykerAsync();
            await File.WriteAllTextAsync(Stamp, sources);
        }

        await BuildAsync(options.Tests);
        if (Directory.Exists(Bin)) Directory.Delete(Bin, recursive: true);
        Copy(Output(options.Tests), Bin);
        File.Copy(Assembly, Path.Combine(Bin, options.Project + ".dll"), overwrite: true);
        var own = Path.ChangeExtension(typeof(Made).Assembly.Location, null);
        File.Copy(own + ".dll", Path.Combine(Bin, "Router.Mutants.dll"), overwrite: true);
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(own)!, "xunit.*.dll"))
            File.Copy(file, Path.Combine(Bin, Path.GetFileName(file)), overwrite: true);
    }

    private async Task StrykerAsync()
    {
        Console.WriteLine($"Stryker changes {options.Project}; that takes some minutes.");
        var tests = options.Project + ".Tests";
        var log = new StringBuilder();
        var isCopied = false;
        var code = await RunAsync(
            Path.Combine(root, "src", options.Project),
            ["stryker", "-f", "../../build/mutation/whole.json", "-p", options.Project + ".csproj", "-tp", $"../../tests/{tests}/{tests}.csproj", "-O", Path.Combine(Home, "stryker"), "--skip-version-check"],
            line =>
            {
                log.AppendLine(line);
                if (isCopied || !line.Contains("mutants created", StringComparison.Ordinal)) return;
                File.Copy(Path.Combine(Output(tests), options.Project + ".dll"), Assembly);
                isCopied = true;
            });
        if (!isCopied || !File.Exists(Report)) throw new MutantsException($"Stryker made no mutants (exit code {code}):{Environment.NewLine}{log}");
    }

    private async Task BuildAsync(string tests)
    {
        var log = new StringBuilder();
        var code = await RunAsync(root, ["build", Path.Combine("tests", tests), "-c", "Debug", "-v", "quiet"], line => log.AppendLine(line));
        if (code != 0) throw new MutantsException($"tests/{tests} does not build:{Environment.NewLine}{log}");
    }

    private string Output(string tests) => Path.Combine(root, "artifacts", "bin", tests, "debug");

    // Of what is changed, not of the tests: those may change and be measured anew by the same mutants.
    private string Sources()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.GetFiles(Path.Combine(root, "src", options.Project), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            hash.AppendData(File.ReadAllBytes(file));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static async Task<int> RunAsync(string folder, IEnumerable<string> arguments, Action<string> line)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["RunAnalyzers"] = "false";
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, told) => { if (told.Data is { } text) line(text); };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static void Copy(string from, string to)
    {
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories).Prepend(from))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, folder));
            Directory.CreateDirectory(target);
            foreach (var file in Directory.GetFiles(folder)) File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
        }
    }
}
