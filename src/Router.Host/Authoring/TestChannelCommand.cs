using System.CommandLine;
using System.Diagnostics;
using Router.Host.Cli;

namespace Router.Host.Authoring;

/// <summary>`router channels test`: builds a plugin project and runs its tests, the compliance suite among them.</summary>
internal static class TestChannelCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "The folder that `channels new` made; default: the current one.", DefaultValueFactory = _ => "." };
        var command = new Command("test", "Build a plugin project and run its tests, the compliance suite among them. Needs the .NET SDK. Exit code 1 if a promise is broken.") { folder };
        command.SetAction((parsed, cancellation) => RunAsync(Path.GetFullPath(parsed.GetRequiredValue(folder)), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string folder, CancellationToken cancellation)
    {
        // One folder down and no deeper: what lies below may be somebody else's.
        var projects = Directory.Exists(folder)
            ? Directory.GetDirectories(folder, "*.Tests").SelectMany(tests => Directory.GetFiles(tests, "*.Tests.csproj")).ToList()
            : [];
        if (projects.Count == 0) throw CliException.Misuse($"There is no NAME.Tests/NAME.Tests.csproj in {folder}; name the folder that `router channels new` made.");
        foreach (var project in projects.Order(StringComparer.Ordinal))
        {
            var start = new ProcessStartInfo("dotnet", ["test", project, "--nologo"]) { WorkingDirectory = Path.GetDirectoryName(project)! };
            using var process = Start(start);
            await process.WaitForExitAsync(cancellation);
            if (process.ExitCode != 0) return ExitCode.Failed;
        }

        return ExitCode.Ok;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new CliException($"dotnet could not be started ({exception.Message}); install the .NET SDK 10 and put it on the path.");
        }
    }
}
