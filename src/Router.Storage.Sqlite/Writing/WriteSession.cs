using Router.Core.Store;
using Router.Storage.Sqlite.Archiving;
using Router.Storage.Sqlite.Sql;

namespace Router.Storage.Sqlite.Writing;

/// <summary>Everything that can be written, on the one connection that writes.</summary>
internal sealed class WriteSession(Connection connection)
{
    private readonly CommitWriter _commits = new(connection, new DayWriter(connection));
    private readonly ArchiveWriter _archive = new(connection, new DayWriter(connection));

    private readonly Statement _saveDocument = connection.Prepared(
        "INSERT INTO documents VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET content = excluded.content");

    private readonly Statement _appendExchange = connection.Prepared(
        "INSERT INTO exchanges (number, account_id, operation, at, elapsed, answer) VALUES (?, ?, ?, ?, ?, ?)");

    private readonly Statement _deleteExchanges = connection.Prepared(
        "DELETE FROM exchanges WHERE seq IN (SELECT seq FROM exchanges WHERE at < ? LIMIT ?)");

    private readonly Statement _forgetKey = connection.Prepared("DELETE FROM idempotency WHERE merchant = ? AND key = ?");

    private readonly Statement _deleteMessage = connection.Prepared("DELETE FROM outbox WHERE seq = ? AND (state = 'Delivered' OR due_at IS NULL) AND state <> 'Dead'");

    public CommitResult Commit(PreparedCommit commit) => _commits.Apply(commit);

    public int Archive(IEnumerable<OldOrder> orders) => _archive.Delete(orders);

    public int ForgetKeys(IReadOnlyCollection<(string Merchant, string Key)> keys)
    {
        foreach (var (merchant, key) in keys) _forgetKey.Bind(1, merchant).Bind(2, key).Run();
        return keys.Count;
    }

    public void SaveDocument(string name, string content) => _saveDocument.Bind(1, name).Bind(2, content).Run();

    public void AppendExchange(ChannelExchange exchange) => _appendExchange.Bind(1, exchange.Number).Bind(2, exchange.AccountId)
        .Bind(3, exchange.Operation).Bind(4, Instant.ToStored(exchange.At)).Bind(5, exchange.Elapsed.Ticks).Bind(6, exchange.Answer).Run();

    /// <summary>Deletes messages that are still as they were read: done with.</summary>
    public int DeleteMessages(IReadOnlyCollection<long> places)
    {
        foreach (var seq in places) _deleteMessage.Bind(1, seq).Run();
        return places.Count;
    }

    /// <summary>Deletes at most so many, and says how many: a long delete must not hold payments up.</summary>
    public int DeleteExchanges(DateTimeOffset before, int limit)
    {
        _deleteExchanges.Bind(1, Instant.ToStored(before)).Bind(2, limit).Run();
        return connection.Changes;
    }
}
