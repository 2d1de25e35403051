using Router.Abstractions;

namespace Router.Core.Bills;

/// <summary>What is wrong with a line by itself: a plugin may pass on nonsense, and nonsense proves nothing. Pure.</summary>
internal static class LineCheck
{
    private const int NumberMax = 64, TransactionIdMax = 256;
    private static readonly TimeSpan s_farthest = TimeSpan.FromDays(2);

    /// <returns>Null where it can be what it says.</returns>
    public static string? Fault(BillLine? line) => line switch
    {
        null => "there is no line",
        { AttemptNumber: null } or { ChannelTransactionId: null } => "a field is missing",
        _ when !Enum.IsDefined(line.Kind) => "its kind does not exist",
        { Amount.Currency.Code.Length: not 3 } => "it has no currency",
        { Amount.Minor: < 0 } => "its amount is below zero",
        { Kind: not BillLineKind.Other, Amount.Minor: 0 } => "it moves nothing",
        { Kind: not BillLineKind.Other, ChannelTransactionId: not { Length: > 0 and <= TransactionIdMax } } => "it has no transaction id",
        { AttemptNumber.Length: > NumberMax } or { RefundNumber.Length: > NumberMax } => "its number is too long",
        _ => null,
    };

    public static string? Fault(BillLine? line, DateTimeOffset dayStarts, DateTimeOffset dayEnds) => Fault(line)
        ?? (line!.BookedAt < dayStarts - s_farthest || line.BookedAt > dayEnds + s_farthest ? $"it was booked at {line.BookedAt:O}, far from its day" : null);

    /// <summary>Whether a number can be one of ours at all.</summary>
    public static bool CanBeOurs(string? number) => number is { Length: > 0 and <= NumberMax } && !number.AsSpan().ContainsAnyExceptInRange('!', '~');

    /// <summary>A number as it may be shown.</summary>
    public static string Shown(string? number) =>
        number is null ? "" : new([.. number.Take(NumberMax).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter)]);
}
