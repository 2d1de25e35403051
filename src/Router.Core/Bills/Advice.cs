namespace Router.Core.Bills;

/// <summary>What to do about a difference.</summary>
internal static class Advice
{
    public const string Archived = "Its order is archived, and nothing here changes it any more: settle it with the channel.";

    public static string Of(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Unreadable => "Look at the bill itself; the line proves nothing.",
        DifferenceKind.UnknownNumber => "Ask who else uses this account; where it can be an archived payment, compare again with its archive file.",
        DifferenceKind.WrongAccount => "Ask the channel to which account it belongs.",
        DifferenceKind.CapturedThere => "Apply: the engine takes it as proof of capture and gives back what its order cannot use.",
        DifferenceKind.CapturedHere => "Ask the channel why it is not booked; applying opens a case.",
        DifferenceKind.PaidTwice => "Ask the channel whether the buyer was charged twice; two transaction ids are a case when applied.",
        DifferenceKind.Amount => "Ask the channel which amount was taken.",
        DifferenceKind.Currency => "Ask the channel which currency was taken.",
        DifferenceKind.TransactionId => "Ask the channel which transaction is meant; applying opens a case.",
        DifferenceKind.OtherDay => "Compare that day too: it may be booked twice.",
        DifferenceKind.RefundedThere => "Apply: an open refund has succeeded; what nobody here asked for, ask the channel about.",
        DifferenceKind.RefundedHere => "Ask the channel whether the buyer has the money.",
        DifferenceKind.RefundAmount => "Ask the channel which amount went back.",
        DifferenceKind.RefundedTwice => "Ask the channel whether it went back twice.",
        _ => "Look at it.",
    };
}
