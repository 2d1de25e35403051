using Router.Abstractions;
using Router.TestKit.Compliance.Bench;

namespace Router.TestKit.Compliance.Cases;

internal static class ActionCases
{
    public static IReadOnlyList<ChannelCase> All { get; } =
    [
        new("an action fits its presentation and ends with the payment", ActionFits),
        new("an action that says when it ends cannot be paid afterwards", ActionEnds),
    ];

    private static async Task ActionFits(ChannelBench bench)
    {
        foreach (var method in bench.Methods)
        {
            var attempt = bench.Main.Begin(method);
            var result = await bench.Main.PayAsync(attempt);
            if (result.Outcome == PayOutcome.Succeeded && method.Presentation is Presentation.Barcode or Presentation.Direct) continue;
            Promise.Keep(result.Outcome == PayOutcome.Pending, $"{method.Name}, a pay without any fault", "Pending with what the buyer has to do", Promise.Show(result), "The provider's answer is in the fault.");
            if (result.Action is { } action) Fits(method, attempt, action);
            else
            {
                Promise.Keep(
                    method.Presentation is Presentation.Barcode or Presentation.Direct, $"{method.Name} ({method.Presentation})", "an action", "none",
                    "Only a barcode or direct payment leaves the buyer nothing to do here.");
            }
        }
    }

    private static void Fits(MethodManifest method, Attempt attempt, PayAction action)
    {
        var where = $"{method.Name}, the action";
        PayActionKind[] kinds = method.Presentation switch
        {
            Presentation.Redirect => [PayActionKind.Redirect, PayActionKind.Form],
            Presentation.QrCode => [PayActionKind.QrCode],
            Presentation.App => [PayActionKind.AppParameters],
            Presentation.InPage => [PayActionKind.ScriptParameters],
            Presentation.Barcode => [PayActionKind.Wait],
            _ => [PayActionKind.Wait, PayActionKind.EnterCode, PayActionKind.Redirect],
        };
        Promise.Keep(kinds.Contains(action.Kind), $"{where} of a {method.Presentation} method", string.Join(" or ", kinds), $"{action.Kind}", "Let presentation and action say the same.");
        var isUrl = Uri.TryCreate(action.Content, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";
        var isWhole = action.Kind switch
        {
            PayActionKind.Redirect => isUrl,
            PayActionKind.Form => isUrl && action.Fields is { Count: > 0 },
            PayActionKind.QrCode => action.Content.Length > 0,
            PayActionKind.AppParameters => action.Content.Length > 0 || action.Fields is { Count: > 0 },
            PayActionKind.ScriptParameters => action.Fields is { Count: > 0 },
            _ => true,
        };
        Promise.Keep(isWhole, $"{where} {action.Kind}", "content and fields as PayActionKind says", $"'{action.Content}' with {action.Fields?.Count ?? 0} fields", "Fill what the kind needs.");
        Promise.Keep(
            !method.ActionExpires || action.ExpiresAt is not null, where, "ExpiresAt, because the manifest says actionExpires", "none",
            "Tell the provider the expiry from request.ExpiresAt and give it back; or say \"actionExpires\": false, and the method is never failed over.");
        Promise.Keep(
            !method.ActionExpires || action.ExpiresAt <= attempt.Request.ExpiresAt, $"{where}'s expiry", $"{attempt.Request.ExpiresAt:O} or before", $"{action.ExpiresAt:O}",
            "The channel must stop accepting it when the attempt ends: else the buyer pays what was given up.");
        Promise.Keep(
            action.ExpiresAt is null || action.ExpiresAt > attempt.Request.RequestTime, $"{where}'s expiry", "a time after the request", $"{action.ExpiresAt:O}",
            "Mind the channel's time zone.");
    }

    private static async Task ActionEnds(ChannelBench bench)
    {
        foreach (var method in bench.Methods)
        {
            var attempt = bench.Main.Begin(method);
            var result = await bench.Main.PayAsync(attempt);
            if (!method.ActionExpires || result is not { Outcome: PayOutcome.Pending, Action.ExpiresAt: { } end })
            {
                bench.LeaveOut($"{method.Name} has no action that says when it ends");
                continue;
            }

            if (end > bench.Time.GetUtcNow()) bench.Time.AdvanceTo(end + TimeSpan.FromSeconds(61));
            var where = $"{method.Name}, after its action ended at {end:O}";
            var canPay = await bench.Provider.ActAsync(BuyerAct.Pay, bench.Main.Account.MerchantId, attempt.Request, attempt.Action);
            Promise.Keep(
                !canPay && bench.Booked(bench.Main, attempt.Number).Count == 0, where, "that the buyer cannot pay", "he could",
                "Send the expiry to the provider, in its zone and format; where it takes none, say \"actionExpires\": false. (Or the simulator does not end its orders.)");
            if (!method.Operations.Contains(ChannelOperation.Query)) continue;
            var query = await bench.Main.QueryAsync(attempt);
            Promise.Keep(
                query.Status is AttemptStatus.Closed or AttemptStatus.NotFound or AttemptStatus.Pending or AttemptStatus.Declined, where + ", the query", "Closed, or whatever the provider says that is not Paid",
                Promise.Show(query), "Look at the status table.");
        }
    }
}
