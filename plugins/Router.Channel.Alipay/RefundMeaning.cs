namespace Router.Channel.Alipay;

internal enum RefundMeaning
{
    Unknown,
    Failed,
    RetryLater,
}
