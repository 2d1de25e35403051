using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Hosting;
using Router.Storage.Sqlite;

// One payment, without a web server: dotnet run --project samples/Embedding
var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSqliteOrderStore(o => o.Path = "data/embedding/orders.db");
builder.Services.AddPaymentRouter(o => o.DataFolder = "data/embedding").AllowAllRisk();
using var host = builder.Build();
await host.StartAsync();

var router = host.Services.GetRequiredService<IPaymentRouter>();
var answer = await router.PayAsync(new PayCommand
{
    IdempotencyKey = Guid.NewGuid().ToString("N"),
    Wait = TimeSpan.FromSeconds(15),
    Terms = new PaymentTerms
    {
        Merchant = "shop",
        MerchantOrderNo = $"embedded-{DateTime.UtcNow:yyyyMMddHHmmssfff}",
        Amount = new Money(1999, Currency.CNY),
        Description = "A book",
        Methods = ["sim.qr"],
    },
});
Console.WriteLine(answer.Error?.Message ?? $"{answer.Payment!.Id} is {answer.Payment.State} at {answer.Payment.Attempts[^1].AccountId}");
await host.StopAsync();
