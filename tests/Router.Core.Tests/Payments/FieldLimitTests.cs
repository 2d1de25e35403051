using Router.Core.Orders;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Payments;

/// How many of a thing one payment may name.
public class FieldLimitTests
{
    [Theory]
    [InlineData("methods", 16)]
    [InlineData("extra", 64)]
    [InlineData("facts", 64)]
    [InlineData("allowedAccounts", 64)]
    public void A_payment_names_so_many_of_a_thing_and_not_one_more(string field, int most) => World.Run(async engine =>
    {
        (await FieldOfRefusalAsync(engine, field, most)).Should().NotBe(field);
        (await FieldOfRefusalAsync(engine, field, most + 1)).Should().Be(field);
        engine.A.Calls.Should().HaveCountLessThan(2);
    });

    private static async Task<string?> FieldOfRefusalAsync(TestEngine engine, string field, int count)
    {
        var names = Enumerable.Range(0, count).Select(i => $"n{i}").ToList();
        var entries = names.ToDictionary(name => name, _ => "x");
        var terms = TestEngine.Terms($"o-{count}");
        terms = field switch
        {
            "methods" => terms with { Methods = [.. names.Select(name => "sim." + name)] },
            "extra" => terms with { Extra = entries },
            "facts" => terms with { Facts = entries },
            _ => terms with { AllowedAccounts = [.. Enumerable.Repeat("a", count)] },
        };
        var error = (await engine.Router.PayAsync(new() { Terms = terms, IdempotencyKey = $"k-{count}" })).Error;
        if (error is not null) error.Code.Should().Be("280001");
        return error?.Field;
    }
}
