namespace Router.Channel.Alipay;

internal enum PayMeaning
{
    Unknown,

    /// <summary>No trade was made: nothing can be paid under the number.</summary>
    Declined,

    /// <summary>A trade may stand there unpaid.</summary>
    RefusedButPayable,
}
