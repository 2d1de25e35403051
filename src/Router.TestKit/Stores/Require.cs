using System.Text.Json;
using Router.Core.Orders;
using Router.Core.Store;

namespace Router.TestKit.Stores;

/// <summary>Assertions of the suite, without a test framework.</summary>
internal static class Require
{
    public static void That(bool holds, string promise)
    {
        if (!holds) throw new ComplianceException(promise);
    }

    public static void Equal<T>(T expected, T actual, string what) =>
        That(EqualityComparer<T>.Default.Equals(expected, actual), $"{what}: expected {Show(expected)}, came {Show(actual)}.");

    public static void Sequence<T>(IEnumerable<T> expected, IEnumerable<T> actual, string what) =>
        Equal(string.Join(", ", expected), string.Join(", ", actual), what);

    public static void Same(PaymentOrder? expected, PaymentOrder? actual, string what) => Equal(Json(expected), Json(actual), what);

    public static void Same(RefundOrder? expected, RefundOrder? actual, string what) => Equal(Json(expected), Json(actual), what);

    public static void Same(IReadOnlyList<OutboxRecord> expected, IReadOnlyList<OutboxRecord> actual, string what) =>
        Equal(string.Join('\n', expected), string.Join('\n', actual), what);

    public static async Task Result(CommitResult expected, IOrderStore store, OrderCommit commit, string what) =>
        Equal(expected, await store.CommitAsync(commit), what);

    public static Task Committed(IOrderStore store, OrderCommit commit, string what = "A commit whose conditions hold") =>
        Result(CommitResult.Committed, store, commit, what);

    public static string Json(PaymentOrder? order) => order is null ? "nothing" : JsonSerializer.Serialize(order, OrderJson.Default.PaymentOrder);

    public static string Json(RefundOrder? refund) => refund is null ? "nothing" : JsonSerializer.Serialize(refund, OrderJson.Default.RefundOrder);

    private static string Show<T>(T value) => value?.ToString() ?? "nothing";
}
