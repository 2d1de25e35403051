namespace Router.Core.Accounts;

/// <summary>How many calls of a class may run at once, class by class; null: the account's MaxConcurrency.</summary>
public sealed record ClassPlaces(int? Pay = null, int? Query = null, int? Refund = null, int? Bill = null, int? Notify = null)
{
    public int? Of(CallClass callClass) => callClass switch
    {
        CallClass.Pay => Pay,
        CallClass.Query => Query,
        CallClass.Refund => Refund,
        CallClass.Bill => Bill,
        _ => Notify,
    };
}
