namespace Router.Channel.Simulator.Settings;

// The names of the faults, as the settings write them.
internal static class Fault
{
    internal const string RefuseConnection = "refuseConnection";
    internal const string DeclinePayer = "declinePayer";
    internal const string DeclineChannel = "declineChannel";
    internal const string DeclineRequest = "declineRequest";
    internal const string DeclineUs = "declineUs";
    internal const string TooFrequent = "tooFrequent";
    internal const string Slow = "slow";
    internal const string TimeoutBefore = "timeoutBefore";
    internal const string TimeoutAfter = "timeoutAfter";
    internal const string Reset = "reset";
    internal const string Http5xx = "http5xx";
    internal const string Garbage = "garbage";
    internal const string BadSignature = "badSignature";
    internal const string BrownOut = "brownOut";
    internal const string CloseRefusedBecausePaid = "closeRefusedBecausePaid";
    internal const string CloseTooEarly = "closeTooEarly";
    internal const string AcceptLate = "acceptLate";
    internal const string QueryUnknown = "queryUnknown";
    internal const string NotFoundThenPaid = "notFoundThenPaid";
    internal const string RefundUnknown = "refundUnknown";
    internal const string RefundBalanceLow = "refundBalanceLow";
    internal const string RefundProcessing = "refundProcessing";
    internal const string RefundFailed = "refundFailed";
    internal const string NotificationLost = "notificationLost";
    internal const string NotificationLate = "notificationLate";
    internal const string NotificationDuplicate = "notificationDuplicate";
    internal const string NotificationForged = "notificationForged";
    internal const string NotificationWrongAmount = "notificationWrongAmount";
    internal const string NotificationBeforeAnswer = "notificationBeforeAnswer";
    internal const string BillMissing = "billMissing";
    internal const string BillExtra = "billExtra";
    internal const string BillAltered = "billAltered";
}
