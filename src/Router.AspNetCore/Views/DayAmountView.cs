namespace Router.AspNetCore.Views;

/// <summary>A sum of an account's day, minor units.</summary>
/// <param name="Currency">The currency.</param>
/// <param name="Used">Taken by payments that hold a place.</param>
/// <param name="Limit">Absent: any sum.</param>
internal sealed record DayAmountView(string Currency, long Used, long? Limit);
