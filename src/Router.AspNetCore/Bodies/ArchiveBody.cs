namespace Router.AspNetCore.Bodies;

/// <param name="File">Where the orders go: a whole path on the router's machine, where there is no file yet.</param>
/// <param name="Before">Only orders that ended before this.</param>
/// <param name="ForgetKeysBefore">Idempotency keys older than this whose order has left are forgotten; none if left out.</param>
internal sealed record ArchiveBody(string? File, DateTimeOffset? Before, DateTimeOffset? ForgetKeysBefore);
