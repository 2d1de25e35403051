using System.Text.Json;

namespace Router.Core.Health;

/// <content>What survives a restart.</content>
public sealed partial class HealthModel
{
    private Dictionary<(string Method, string AccountId), StoredLine> _stored = [];
    private DateTimeOffset _storedAt;

    /// <summary>All of it as JSON, for the store.</summary>
    public string Save()
    {
        lock (_gate)
        {
            Advance_NeedsLock();
            return JsonSerializer.Serialize(
                new HealthDocument
                {
                    At = _now,
                    Lines = [.. _groups.Values.SelectMany(g => g.Members).Select(Stored)],
                    Accounts = [.. _accounts.Values],
                },
                HealthJson.Default.HealthDocument);
        }
    }

    /// <summary>Takes back what <see cref="Save"/> gave; time that has passed decays it. Before or after the accounts are configured.</summary>
    /// <returns>False where the text cannot be read: an event says so, and nothing is changed.</returns>
    public bool Restore(string saved)
    {
        HealthDocument? document = null;
        var problem = "it is empty";
        try
        {
            document = JsonSerializer.Deserialize(saved, HealthJson.Default.HealthDocument);
        }
        catch (JsonException e)
        {
            problem = e.Message;
        }

        lock (_gate)
        {
            AdvanceClock_NeedsLock();
            if (document is null)
                Raise_NeedsLock("", null, HealthEventKind.NotRestored, $"stored health cannot be read: {problem}", "", "anew");
            else
                Apply_NeedsLock(document);
        }

        Deliver();
        return document is not null;
    }

    private void Apply_NeedsLock(HealthDocument document)
    {
        _stored = [];
        _storedAt = document.At < _now ? document.At : _now;
        foreach (var line in document.Lines) _stored[(line.Method, line.AccountId)] = line;
        foreach (var account in document.Accounts)
            if (_groups.Count == 0 || _accounts.ContainsKey(account.AccountId))
                _accounts[account.AccountId] = account.Bound(_now, _settings) with { MisconfiguredProbeInFlight = false };
        foreach (var member in _groups.Values.SelectMany(g => g.Members)) ApplyStored_NeedsLock(member);
        EndQuarantines_NeedsLock();
        PublishAnew_NeedsLock();
    }

    private bool ApplyStored_NeedsLock(AccountMethod member)
    {
        if (!_stored.Remove((member.Method, member.AccountId), out var line)) return false;
        member.Version = line.Version;
        member.GoodAnswers = line.GoodAnswers;
        member.Approval.Restore(line.ApprovalGood, line.ApprovalAll, _storedAt);
        line.Whole.ApplyTo(member.Whole, _storedAt);
        foreach (var bank in line.Banks)
            if (member.Bank(_now, bank.CardBank) is { } segment) bank.Segment.ApplyTo(segment, _storedAt);
        member.Bound(_now);
        return true;
    }

    private static StoredLine Stored(AccountMethod member) => new()
    {
        AccountId = member.AccountId,
        Method = member.Method,
        Version = member.Version,
        GoodAnswers = member.GoodAnswers,
        Whole = StoredSegment.Of(member.Whole),
        ApprovalGood = member.Approval.Good,
        ApprovalAll = member.Approval.All,
        Banks = [.. member.Banks.Select(b => new StoredBank(b.Key, StoredSegment.Of(b.Value)))],
    };
}
