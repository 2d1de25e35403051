namespace Router.AspNetCore.Views;

internal sealed record BillView(string Code, string Message, string Account, string Date, int Count, IReadOnlyList<BillLineView> Lines);
