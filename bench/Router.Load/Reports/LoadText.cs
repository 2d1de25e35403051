using System.Globalization;
using System.Text;
using Router.Bench.Payments;
using Router.Load.Running;
using Router.Load.Traffic;

namespace Router.Load.Reports;

/// <summary>The report for people.</summary>
internal static class LoadText
{
    private const int DifferencesMax = 50;

    public static string Of(SoakResult result, PaymentsRow? embedded)
    {
        var text = new StringBuilder();
        Steps(text, result);
        Answers(text, result);
        Costs(text, result);
        Growth(text, result);
        Budgets(text, result, embedded);
        Books(text, result);
        return text.ToString();
    }

    private static void Steps(StringBuilder text, SoakResult result)
    {
        Line(text, $"\nPayments, latency from the moment they were due (ms)");
        Line(text, $"{"offered/s",9} {"reached/s",9} {"p50",8} {"p90",8} {"p99",8} {"p99.9",8} {"max",8} {"shed",7} | others p50, p99 | generator late p99");
        foreach (var row in result.Rows)
        {
            Line(text, $"{row.Rate,9} {row.PaymentsPerSecond,9:0} {Ms(row.Payments, .5),8:0.0} {Ms(row.Payments, .9),8:0.0} {Ms(row.Payments, .99),8:0.0} {Ms(row.Payments, .999),8:0.0} {row.Payments.Max.TotalMilliseconds,8:0.0} {row.Shed,7} | {Ms(row.Others, .5):0.0}, {Ms(row.Others, .99):0.0} | {Ms(row.Lag, .99):0.0}");
        }
    }

    private static void Answers(StringBuilder text, SoakResult result)
    {
        Line(text, $"\nAnswers (request, status, code)");
        foreach (var row in result.Rows) Line(text, $"{row.Rate,9}/s: {string.Join(", ", row.Answers.Select(answer => $"{answer.Key}: {answer.Value}"))}");
    }

    private static void Costs(StringBuilder text, SoakResult result)
    {
        Line(text, $"\nWhat it costs (host and generator share {Environment.ProcessorCount} processors; a payment is counted with all that follows it)");
        Line(text, $"{"offered/s",9} {"host cpu",9} {"generator",9} {"host µs/payment",16} {"KB/payment",11} {"syncs/s",8} {"commits/sync",13} {"commits/payment",16}");
        foreach (var row in result.Rows)
        {
            var cost = LoadFigures.Of(row);
            Line(text, $"{row.Rate,9} {cost.HostCpuCores,9:0.00} {cost.OwnCpuCores,9:0.00} {cost.HostCpuMicrosecondsPerPayment,16:0} {cost.AllocatedPerPayment / 1024,11:0.0} {cost.TransactionsPerSecond,8:0} {cost.CommitsPerTransaction,13:0.0} {cost.CommitsPerPayment,16:0.0}");
        }
    }

    private static void Growth(StringBuilder text, SoakResult result)
    {
        Line(text, $"\nThe host (MB)   resident     heap  threads  handles    store");
        Line(text, $"after warm-up {Sample(result.Began)}");
        foreach (var row in result.Rows.Where(row => row.After is not null)) Line(text, $"after {row.Rate,6}/s {Sample(row.After!)}");
        Line(text, $"at the end    {Sample(result.Ended)}");
    }

    private static void Budgets(StringBuilder text, SoakResult result, PaymentsRow? embedded)
    {
        Line(text, $"\nBudget                                        reached");
        if (embedded is not null)
            Line(text, $"embedded, 64 callers: >= 10000/s, p99 <= 25 ms  {embedded.PaymentsPerSecond:0}/s, p99 {embedded.P99Ms:0.0} ms, {embedded.AllocatedBytes} B a payment");
        var best = result.Rows.Where(row => row.Shed == 0 && Ms(row.Payments, .99) <= 50).MaxBy(row => row.PaymentsPerSecond);
        Line(text, $"HTTP: >= 8000/s, p99 <= 50 ms                   {(best is null ? "no step kept p99 <= 50 ms" : $"{best.PaymentsPerSecond.ToString("0", CultureInfo.InvariantCulture)}/s, p99 {Ms(best.Payments, .99).ToString("0.0", CultureInfo.InvariantCulture)} ms")}, generator on the same processors");
    }

    private static void Books(StringBuilder text, SoakResult result)
    {
        var books = result.Balance;
        Line(text, $"\nBooks, {result.Settling.TotalSeconds:0} s after the faults ended; {result.Kills} kills; host's exit code {result.ExitCode}");
        Line(text, $"asked {books.Asked} = stored {books.Stored} + refused {books.Refused} + never answered {books.Unanswered} at most");
        Line(text, $"stored {books.Stored} = {string.Join(" + ", books.States.Select(state => $"{state.Key} {state.Value}"))}");
        Line(text, $"captures {books.Captures} = succeeded {books.Succeeded} + given back {books.StrayGivenBack} + with an open case {books.StrayKept}");
        Line(text, $"given back {books.RefundedMinor} of {books.CapturedMinor} captured, {books.Refunds} refunds, {books.RefundsUnderWay} still under way; open cases {books.OpenCases}; messages to merchants {books.Messages}");
        foreach (var line in result.HostLines) Line(text, $"host: {line}");
        foreach (var difference in books.Differences.Take(DifferencesMax)) Line(text, $"DIFFERENCE {difference.Check} {difference.Subject}: {difference.Text}");
        Line(text, $"{(books.IsEven ? "The books agree." : $"{books.Differences.Count} differences.")}");
    }

    private static string Sample(HostSample sample) => string.Create(
        CultureInfo.InvariantCulture,
        $"{sample.RssBytes / 1048576.0,9:0} {(sample.Counters?.HeapBytes ?? 0) / 1048576.0,8:0} {sample.Threads,8} {sample.Handles,8} {sample.StoreBytes / 1048576.0,8:0.0}");

    private static double Ms(LatencyHistogram histogram, double share) => histogram.At(share).TotalMilliseconds;

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
