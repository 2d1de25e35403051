namespace Router.Simulation.Merchants;

/// <summary>All purchases of a world.</summary>
internal sealed class History
{
    private readonly Dictionary<string, Purchase> _byNo = new(StringComparer.Ordinal);

    public List<Purchase> Purchases { get; } = [];

    public long Owed(string orderNo) => _byNo.TryGetValue(orderNo, out var purchase) ? purchase.Amount : 0;

    public Purchase? Find(string orderNo) => _byNo.GetValueOrDefault(orderNo);

    public Purchase Open(string orderNo, long amount)
    {
        var purchase = new Purchase(orderNo, amount);
        _byNo.Add(orderNo, purchase);
        Purchases.Add(purchase);
        return purchase;
    }
}
