using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Router.Mutants;

/// <summary>The unit tests of an assembly in this very process, one after the other: a mutant costs what its tests cost and no process.</summary>
internal sealed class UnitTests : IDisposable
{
    /// <summary>Who takes longer is left out; what he alone would have noticed counts as unnoticed.</summary>
    private const double SlowestMilliseconds = 1500;
    private const int AtOnce = 20;
    private readonly ITestFrameworkExecutor _executor;
    private readonly Options _quietly = new();
    private readonly List<ITestCase> _cases;

    public UnitTests(Assembly tests)
    {
        _quietly.SetValue("xunit.execution.DisableParallelization", true);
        _quietly.SetValue("xunit.execution.SynchronousMessageReporting", true);
        var framework = new XunitTestFramework(new Xunit.Sdk.NullMessageSink());
        using var discoverer = framework.GetDiscoverer(Reflector.Wrap(tests));
        var found = new Found();
        discoverer.Find(false, found, _quietly);
        found.Done.Wait();
        _cases = found.Cases;
        _executor = framework.GetExecutor(tests.GetName());
    }

    public void Dispose() => _executor.Dispose();

    /// <summary>Writes what each test runs: id, milliseconds, mutants; and last what runs only once in a process.</summary>
    public void WriteCoverage(Switchboard switches, string file)
    {
        var ever = switches.Covered();
        var times = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var test in _cases)
        {
            var began = Stopwatch.GetTimestamp();
            if (Run([test]) is not null) Console.WriteLine($"LEFT OUT, it fails without any change: {test.DisplayName}");
            else times.Add(test.UniqueID, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            ever.UnionWith(switches.Covered());
        }

        using var writer = new StreamWriter(file);
        foreach (var test in _cases.Where(test => times.ContainsKey(test.UniqueID)))
        {
            if (times[test.UniqueID] > SlowestMilliseconds)
            {
                Console.WriteLine($"LEFT OUT, it takes long: {test.DisplayName}");
                continue;
            }

            Run([test]);
            var runs = switches.Covered();
            ever.ExceptWith(runs);
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{test.UniqueID}\t{times[test.UniqueID]:0.0}\t{string.Join(' ', runs)}"));
        }

        writer.WriteLine("once\t0\t" + string.Join(' ', ever));
    }

    /// <summary>The first test of these that fails, the quickest first; null: none does.</summary>
    public ITestCase? FirstFailure(Coverage coverage, int? mutant)
    {
        var mine = _cases.Where(test => coverage.Covers(test.UniqueID, mutant)).OrderBy(test => coverage.Milliseconds(test.UniqueID));
        foreach (var some in mine.Chunk(AtOnce))
        {
            if (Run(some) is { } failed) return failed;
        }

        return null;
    }

    public ITestCase? Run(IEnumerable<ITestCase> cases)
    {
        var watch = new Watch();
        _executor.RunTests(cases, watch, _quietly);
        watch.Done.Wait();
        return watch.Failed;
    }

    private sealed class Found : IMessageSink
    {
        public List<ITestCase> Cases { get; } = [];
        public ManualResetEventSlim Done { get; } = new();

        public bool OnMessage(IMessageSinkMessage message)
        {
            if (message is ITestCaseDiscoveryMessage found) Cases.Add(found.TestCase);
            if (message is IDiscoveryCompleteMessage) Done.Set();
            return true;
        }
    }

    private sealed class Watch : IMessageSink
    {
        public ITestCase? Failed { get; private set; }
        public ManualResetEventSlim Done { get; } = new();

        public bool OnMessage(IMessageSinkMessage message)
        {
            if (message is ITestFailed failed) Failed ??= failed.TestCase;
            else if (message is ITestCleanupFailure cleanup) Failed ??= cleanup.TestCase;
            if (message is ITestAssemblyFinished) Done.Set();
            return Failed is null;
        }
    }

    private sealed class Options : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
    {
        private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

        public TValue GetValue<TValue>(string name) => _values.TryGetValue(name, out var value) ? (TValue)value! : default!;

        public void SetValue<TValue>(string name, TValue value) => _values[name] = value;
    }
}
