using System.Globalization;
using System.Runtime.CompilerServices;
using Router.Abstractions;
using Router.Channel.WeChatPay.Settings;
using Router.Channel.WeChatPay.Wire;

namespace Router.Channel.WeChatPay.Bills;

/// <summary>Asks where a day's bill lies and reads it as it comes. The download's answer is not signed; the hash in the signed answer stands for it.</summary>
internal sealed class BillDesk(AccountSettings settings, WeChatWire wire, RequestSender sender, IChannelHost host)
{
    private static readonly TimeSpan s_beijing = TimeSpan.FromHours(8);
    private static readonly TimeSpan s_askAgain = TimeSpan.FromMinutes(15);

    public async Task<BillResult> BillAsync(BillRequest request, CancellationToken cancellationToken)
    {
        var target = string.Create(CultureInfo.InvariantCulture, $"/v3/bill/tradebill?bill_date={request.Date:yyyy-MM-dd}&bill_type=ALL&tar_type=GZIP");
        if (settings.Merchant.SubMerchantId is { } sub) target += "&sub_mchid=" + sub;
        var reply = await wire.GetAsync(target, cancellationToken);
        return reply.Kind switch
        {
            ReplyKind.Ok => Found(reply),
            ReplyKind.Refused => Refused(reply, request.Date),
            _ => Unknown(reply.Fault with { Stage = FaultStage.AfterSend }),
        };
    }

    private BillResult Found(Reply reply)
    {
        using var document = JsonFields.Parse(reply.Body);
        if (document is null) return Unknown("ANSWER_UNREADABLE", "The answer to the bill is not JSON.");
        var answer = document.RootElement;
        var (type, hash, url) = (JsonFields.Text(answer, "hash_type"), JsonFields.Text(answer, "hash_value"), JsonFields.Text(answer, "download_url"));
        if (type != "SHA1" || hash is not { Length: 40 }) return Unknown("BILL_HASH", $"The bill's hash is {type ?? "missing"}; only SHA1 can be checked.");
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || !IsOurs(address))
            return Unknown("BILL_ADDRESS", "The bill lies on a host that is not WeChat Pay's.");
        return new() { Status = BillStatus.Ready, Lines = ReadAsync(address, hash) };
    }

    // A signature of ours goes to the API's own host only.
    private bool IsOurs(Uri address) => ApiBase.IsOfficial(settings.ApiBase)
        ? ApiBase.IsOfficial(address)
        : address.GetLeftPart(UriPartial.Authority) == settings.ApiBase.GetLeftPart(UriPartial.Authority);

    private async IAsyncEnumerable<BillLine> ReadAsync(Uri address, string hash, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var request = sender.Sign(HttpMethod.Get, address, []);
        using var response = await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if ((int)response.StatusCode != 200)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"The download of the bill answered HTTP {(int)response.StatusCode}."));
        await using var packed = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using var file = new BillFile(packed);
        using var lines = new BillLines(file);
        await foreach (var line in TradeBill.ReadAsync(lines, settings.Merchant, cancellationToken)) yield return line;
        if (!string.Equals(file.Hash(), hash, StringComparison.OrdinalIgnoreCase))
            throw new InvalidDataException("The bill's hash is not the one that was told.");
    }

    /// <summary>
    /// "No statement" is what a day without trades gets, and perhaps a bill that is late: it counts as an empty day only when a whole
    /// further day has gone by, for an empty bill proves that nothing was paid.
    /// </summary>
    private BillResult Refused(Reply reply, DateOnly day)
    {
        switch (reply.Code)
        {
            case "NO_STATEMENT_EXIST" when reply.IsSigned && host.Time.GetUtcNow() >= Midnight(day.AddDays(2)):
                return new() { Status = BillStatus.Ready, Lines = None() };
            case "NO_STATEMENT_EXIST" or "STATEMENT_CREATING":
                return new() { Status = BillStatus.NotReady, RetryAfter = s_askAgain };
            default:
                return Unknown(reply.Fault with { Blame = ErrorTable.Find(reply)?.Blame ?? FaultBlame.Channel });
        }
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), s_beijing);

    private static async IAsyncEnumerable<BillLine> None()
    {
        await Task.CompletedTask;
        yield break;
    }

    private static BillResult Unknown(string code, string message) => Unknown(new ChannelFault(FaultStage.Answered, FaultBlame.Channel, code, message));

    private static BillResult Unknown(ChannelFault fault) => new() { Status = BillStatus.Unknown, Fault = fault };
}
