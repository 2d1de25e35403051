namespace Router.AspNetCore.Views;

/// <param name="Code">000000.</param>
/// <param name="Message">ok.</param>
/// <param name="Orders">Newest first.</param>
/// <param name="Before">What to send as ?before= for the next page; absent on the last.</param>
internal sealed record OrderListView(string Code, string Message, IReadOnlyList<PaymentView> Orders, string? Before);
