using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Router.Host.Tests.Api;

/// <summary>A router whose clock runs on from noon: no test about a day meets its end.</summary>
public sealed class NoonHost : ApiHost
{
    private readonly NoonTime _time = new();

    public NoonHost() => Change = services => services.AddSingleton<TimeProvider>(_time);

    internal string Today => _time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed class NoonTime : TimeProvider
    {
        private readonly TimeSpan _ahead = DateTimeOffset.UtcNow is var now ? now.Date.AddHours(12) - now.UtcDateTime : default;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + _ahead;
    }
}
