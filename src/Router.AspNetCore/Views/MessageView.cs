using Router.Core.Orders;

namespace Router.AspNetCore.Views;

/// <summary>One message to the merchant.</summary>
internal sealed record MessageView(
    string Id, string Type, string State, int Tries, DateTimeOffset CreatedAt, DateTimeOffset? DueAt, string? Url, string? LastError, string Body)
{
    public static MessageView Of(OutboxRecord record) => new(
        record.Id, record.Type, Words.Lower(record.State), record.Tries, record.CreatedAt, record.DueAt, record.Url?.OriginalString,
        record.LastError, record.Body);
}
