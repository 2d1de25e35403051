using System.Text.Json.Nodes;
using Router.Bench.Payments;
using Router.Load.Running;

namespace Router.Load.Reports;

/// <summary>The report for programs.</summary>
internal static class LoadJson
{
    public static string Of(SoakResult result, PaymentsRow? embedded)
    {
        var books = result.Balance;
        return new JsonObject
        {
            ["seed"] = result.Options.Seed,
            ["faults"] = result.Options.Faults,
            ["payOnly"] = result.Options.PayOnly,
            ["kills"] = result.Kills,
            ["processors"] = Environment.ProcessorCount,
            ["steps"] = new JsonArray([.. result.Rows.Select(Step)]),
            ["embedded"] = embedded is null ? null : new JsonObject
            {
                ["paymentsPerSecond"] = embedded.PaymentsPerSecond,
                ["p99Ms"] = embedded.P99Ms,
                ["allocatedBytes"] = embedded.AllocatedBytes,
            },
            ["began"] = Sample(result.Began),
            ["ended"] = Sample(result.Ended),
            ["asked"] = books.Asked,
            ["refused"] = books.Refused,
            ["unanswered"] = books.Unanswered,
            ["states"] = new JsonObject(books.States.Select(state => new KeyValuePair<string, JsonNode?>(state.Key, state.Value))),
            ["captures"] = books.Captures,
            ["strayGivenBack"] = books.StrayGivenBack,
            ["strayKept"] = books.StrayKept,
            ["refundsUnderWay"] = books.RefundsUnderWay,
            ["openCases"] = books.OpenCases,
            ["settlingSeconds"] = result.Settling.TotalSeconds,
            ["differences"] = new JsonArray([.. books.Differences.Select(d => JsonValue.Create($"{d.Check} {d.Subject}: {d.Text}"))]),
        }.ToJsonString();
    }

    private static JsonObject Step(Traffic.StepRow row)
    {
        var cost = LoadFigures.Of(row);
        return new()
        {
            ["offered"] = row.Rate,
            ["reached"] = row.PaymentsPerSecond,
            ["shed"] = row.Shed,
            ["p50Ms"] = row.Payments.At(.5).TotalMilliseconds,
            ["p90Ms"] = row.Payments.At(.9).TotalMilliseconds,
            ["p99Ms"] = row.Payments.At(.99).TotalMilliseconds,
            ["p999Ms"] = row.Payments.At(.999).TotalMilliseconds,
            ["maxMs"] = row.Payments.Max.TotalMilliseconds,
            ["hostCpu"] = cost.HostCpuCores,
            ["generatorCpu"] = cost.OwnCpuCores,
            ["hostMicrosecondsPerPayment"] = cost.HostCpuMicrosecondsPerPayment,
            ["allocatedPerPayment"] = cost.AllocatedPerPayment,
            ["syncsPerSecond"] = cost.TransactionsPerSecond,
            ["commitsPerSync"] = cost.CommitsPerTransaction,
            ["answers"] = new JsonObject(row.Answers.Select(answer => new KeyValuePair<string, JsonNode?>(answer.Key, answer.Value))),
        };
    }

    private static JsonObject Sample(HostSample sample) => new()
    {
        ["rssBytes"] = sample.RssBytes,
        ["heapBytes"] = sample.Counters?.HeapBytes,
        ["threads"] = sample.Threads,
        ["handles"] = sample.Handles,
        ["storeBytes"] = sample.StoreBytes,
    };
}
