using System.Globalization;
using Router.Abstractions;
using Router.Channel.UnionPay.Orders;
using Router.Channel.UnionPay.Settings;
using Router.Channel.UnionPay.Wire;

namespace Router.Channel.UnionPay.Bills;

/// <summary>Fetches a clearing day's file (76/01). A clearing day runs from 23:00 of the day before to 23:00, Beijing.</summary>
internal sealed class BillCalls(UnionPaySettings settings, UnionPayWire wire, TimeProvider time)
{
    private const int AnswerMax = 32 << 20;
    private const int OldestDays = 330;
    private static readonly TimeSpan s_retryAfter = TimeSpan.FromMinutes(30);

    public async Task<BillResult> BillAsync(BillRequest request, CancellationToken cancellationToken)
    {
        // settleDate names no year: a day that is older would be answered with this year's bill, and one to come with last year's.
        var today = BeijingTime.DayOf(time.GetUtcNow());
        if (request.Date > today) return new() { Status = BillStatus.NotReady, RetryAfter = s_retryAfter };
        if (today.DayNumber - request.Date.DayNumber > OldestDays)
            return Unknown(new(FaultStage.BeforeSend, FaultBlame.Request, "too-old", "UnionPay's bills can be asked for by month and day alone, so for eleven months."));
        var day = request.Date.ToString("MMdd", CultureInfo.InvariantCulture);
        var fields = RequestFields.Of(settings, "76", "01", "000000", BeijingTime.Text(time.GetUtcNow()));
        fields["settleDate"] = day;
        fields["fileType"] = "00";
        var (answer, fault) = await wire.PostAsync(wire.Files, fields, cancellationToken, AnswerMax);
        if (answer is null) return Unknown(fault!);
        if (answer["merId"] != settings.MerchantId || (answer["settleDate"] is { Length: > 0 } told && told != day))
            return Unknown(new(FaultStage.AfterSend, FaultBlame.Channel, "other-bill", "The answer is another merchant's or another day's bill."));
        if (answer.Code == ErrorTable.NoFile) return new() { Status = BillStatus.NotReady, RetryAfter = s_retryAfter };
        if (answer.Code != ErrorTable.Success) return Unknown(ErrorTable.Fault(answer.Code, answer.Message));
        try
        {
            var zip = BillArchive.Decode(answer["fileContent"]);
            // Read after this call has ended, so the reader's own token counts.
            return new() { Status = BillStatus.Ready, Lines = BillArchive.ReadAsync(zip, settings.MerchantId, request.Date, CancellationToken.None) };
        }
        catch (InvalidDataException exception)
        {
            return Unknown(new(FaultStage.Answered, FaultBlame.Channel, "broken-bill", exception.Message));
        }
    }

    private static BillResult Unknown(ChannelFault fault) => new() { Status = BillStatus.Unknown, Fault = fault };
}
