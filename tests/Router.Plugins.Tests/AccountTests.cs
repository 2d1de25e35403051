namespace Router.Plugins.Tests;

/// <summary>One instance for each account and its settings.</summary>
public sealed class AccountTests
{
    private static async Task<Yard> WithGoodAsync(Func<PluginCatalogOptions, PluginCatalogOptions>? set = null)
    {
        var yard = new Yard();
        yard.Options = set?.Invoke(yard.Options) ?? yard.Options;
        yard.Place("Fixture.Good");
        await yard.ApplyAsync(Yard.Entry("good", "Fixture.Good"));
        return yard;
    }

    [Fact]
    public async Task Equal_settings_share_one_instance()
    {
        await using var yard = await WithGoodAsync();

        using var first = yard.Lease("good", Yard.Account(settings: """{ "a": 1, "b": 2 }"""));
        using var second = yard.Lease("good", Yard.Account(settings: """{ "b": 2, "a": 1 }"""));

        second.Channel.Should().BeSameAs(first.Channel);
    }

    [Fact]
    public async Task Changed_settings_open_a_new_instance_and_the_old_one_goes_after_its_last_call()
    {
        await using var yard = await WithGoodAsync();
        var before = yard.Lease("good", Yard.Account(settings: """{ "a": 1 }"""));

        using var after = yard.Lease("good", Yard.Account(settings: """{ "a": 2 }"""));

        after.Channel.Should().NotBeSameAs(before.Channel);
        yard.Log.Should().NotContain("disposed main");
        before.Dispose();
        (await Yard.SeesAsync(() => yard.Log.Contains("disposed main") && yard.Log.Contains("host disposed"))).Should().BeTrue();
        (await Yard.PayAsync(after)).Should().Be("1.0.0");
    }

    [Theory]
    [InlineData("refuse", "says refuse")]
    [InlineData("throw", "thrown while opening")]
    [InlineData("hang", "did not come back")]
    [InlineData("cruel", "did not come back")]
    public async Task An_account_that_cannot_be_opened_is_an_answer_and_no_other_account_suffers(string how, string reason)
    {
        await using var yard = await WithGoodAsync(o => o with { CodeLimit = TimeSpan.FromSeconds(2) });

        yard.Catalog.TryLease("good", Yard.Account("bad", $$"""{ "open": "{{how}}" }"""), out _, out var why).Should().BeFalse();

        why!.Id.Should().Be("RTR2033");
        why.Message.Should().Contain("\"bad\"").And.Contain(reason);
        (await yard.PayAsync("good")).Should().Be("1.0.0");
    }

    [Fact]
    public async Task An_account_that_failed_is_left_alone_for_a_while_and_then_tried_again()
    {
        var time = new ManualTime();
        var opened = 0;
        await using var yard = await WithGoodAsync(o => o with
        {
            Time = time,
            OpenHost = (_, _) => ++opened == 1 ? throw new InvalidOperationException("no secret store") : new RecordingHost { Lines = [] },
        });
        var account = Yard.Account();

        yard.Catalog.TryLease("good", account, out _, out var first).Should().BeFalse();
        yard.Catalog.TryLease("good", account, out _, out var second).Should().BeFalse();
        second.Should().BeSameAs(first);
        time.Pass(TimeSpan.FromSeconds(6));
        yard.Catalog.TryLease("good", account, out var lease, out _).Should().BeTrue();
        lease!.Dispose();
    }

    [Fact]
    public async Task Changed_settings_are_tried_at_once_after_a_failure()
    {
        await using var yard = await WithGoodAsync();
        yard.Catalog.TryLease("good", Yard.Account(settings: """{ "open": "refuse" }"""), out _, out _).Should().BeFalse();

        (await yard.PayAsync("good", Yard.Account())).Should().Be("1.0.0");
    }

    [Theory]
    [InlineData("throws-on-dispose")]
    [InlineData("cruel-on-dispose")]
    public async Task A_disposal_that_throws_is_reported_and_the_version_still_goes(string how)
    {
        await using var yard = await WithGoodAsync();
        await yard.PayAsync("good", Yard.Account(merchantId: how));

        await yard.ApplyAsync();

        (await Yard.SeesAsync(() => yard.Catalog.CheckUnloads().Count == 0)).Should().BeTrue();
        yard.Late.Should().ContainSingle(d => d.Id == "RTR2034");
    }

    [Fact]
    public async Task A_lease_given_back_cannot_be_used_and_giving_it_back_twice_counts_once()
    {
        await using var yard = await WithGoodAsync();
        var lease = yard.Lease("good");
        using var other = yard.Lease("good");

        lease.Dispose();
        lease.Dispose();

        lease.Invoking(l => l.Channel).Should().Throw<ObjectDisposedException>();
        await yard.ApplyAsync();
        yard.Catalog.CheckUnloads().Should().ContainSingle(u => u.CallsInFlight == 1);
    }
}
