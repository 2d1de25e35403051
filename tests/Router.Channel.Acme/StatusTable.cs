using Router.Abstractions;

namespace Router.Channel.Acme;

/// <summary>What Acme's statuses mean. One that is not here proves nothing.</summary>
internal static class StatusTable
{
    public static AttemptStatus Of(string? status) => status switch
    {
        // "approved" waits for our capture, "held" for a part of it.
        "open" or "approved" or "held" => AttemptStatus.Pending,
        "paid" => AttemptStatus.Paid,
        "closed" => AttemptStatus.Closed,
        _ => AttemptStatus.Unknown,
    };
}
