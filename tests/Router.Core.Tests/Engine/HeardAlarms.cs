using Router.Core.Alarms;

namespace Router.Core.Tests.Engine;

/// Writes alarms down: "+kind subject" raised, "-kind subject" resolved.
internal sealed class HeardAlarms : IAlarms
{
    public List<string> Heard { get; } = [];

    public void Raise(AlarmKind kind, string subject, string reason)
    {
        reason.Should().NotBeNullOrWhiteSpace(kind.Name);
        Heard.Add($"+{kind.Name} {subject}");
    }

    public void Resolve(AlarmKind kind, string subject) => Heard.Add($"-{kind.Name} {subject}");
}
