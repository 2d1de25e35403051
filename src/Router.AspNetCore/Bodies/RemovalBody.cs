namespace Router.AspNetCore.Bodies;

/// <param name="Reason">Why; it is written down.</param>
/// <param name="Force">True takes the account away although money hangs on it.</param>
internal sealed record RemovalBody(string? Reason, bool? Force);
