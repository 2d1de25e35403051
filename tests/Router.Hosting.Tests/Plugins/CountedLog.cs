using Microsoft.Extensions.Logging;

namespace Router.Hosting.Tests.Plugins;

/// Counts log lines by category and keeps the last.
internal sealed class CountedLog : ILoggerProvider
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _lines = [];

    public int Of(string category)
    {
        lock (_gate) return _lines.GetValueOrDefault(category);
    }

    public ILogger CreateLogger(string categoryName) => new Counting(this, categoryName);

    public void Dispose()
    {
    }

    private void Add(string category)
    {
        lock (_gate) _lines[category] = _lines.GetValueOrDefault(category) + 1;
    }

    private sealed class Counting(CountedLog owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            owner.Add(category);
    }
}
