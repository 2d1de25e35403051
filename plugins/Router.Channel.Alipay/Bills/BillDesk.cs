using System.Globalization;
using Router.Abstractions;
using Router.Channel.Alipay.Calls;
using Router.Channel.Alipay.Orders;
using Router.Channel.Alipay.Settings;

namespace Router.Channel.Alipay.Bills;

/// <summary>Fetches the trade bill of a day: a signed answer names an address that is good for half a minute, where a zip lies.</summary>
internal sealed class BillDesk(AlipaySettings settings, AlipayWire wire, IChannelHost host)
{
    private const int MostZipBytes = 64 * 1024 * 1024;
    private static readonly TimeSpan s_wait = TimeSpan.FromHours(1);

    public async Task<BillResult> FetchAsync(BillRequest request, CancellationToken cancellationToken)
    {
        var biz = BizContent.Write(("bill_type", "trade"), ("bill_date", request.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        var answer = await wire.CallAsync(new("alipay.data.dataservice.bill.downloadurl.query", biz, host.Time.GetUtcNow()), cancellationToken);

        // P: the same code says "not made yet" and "no trade on that day". An empty bill is never claimed from it.
        if (answer is { IsAuthentic: true, Code: "40004", SubCode: "isp.bill_not_exist" }) return new() { Status = BillStatus.NotReady, RetryAfter = s_wait };
        if (!answer.IsSuccess) return Unknown(ErrorTable.Fault(answer));
        if (ServiceAddress.OfBill(answer.Text("bill_download_url"), settings.Address) is not { } address)
            return Unknown(new(FaultStage.Answered, FaultBlame.Channel, "BILL_ADDRESS", "The bill lies at no address of Alipay's."));
        var (zip, failure) = await new Exchange(host.Http).GetAsync(address, MostZipBytes, cancellationToken);
        if (zip is null) return Unknown(ErrorTable.Fault(failure!));
        return new() { Status = BillStatus.Ready, Lines = BillArchive.ReadAsync(zip, settings.MerchantId, CancellationToken.None) };
    }

    private static BillResult Unknown(ChannelFault fault) => new() { Status = BillStatus.Unknown, Fault = fault };
}
