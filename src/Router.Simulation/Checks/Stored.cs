using Router.Core.Orders;
using Router.Simulation.Disk;
using Router.TestKit.Stores;

namespace Router.Simulation.Checks;

/// <summary>Reads the disk as it is at the end.</summary>
internal static class Stored
{
    public static List<PaymentOrder> Orders(InMemoryOrderStore store)
    {
        var all = new List<PaymentOrder>();
        while (true)
        {
            var page = store.ListPaymentsAsync(new(Limit: 500, After: all.Count == 0 ? "" : all[^1].Id)).Result();
            all.AddRange(page);
            if (page.Count < 500) return all;
        }
    }
}
