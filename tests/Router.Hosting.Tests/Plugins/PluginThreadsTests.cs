using Router.Core.Accounts;
using Router.Core.Channels;
using Router.Hosting.Channels;

namespace Router.Hosting.Tests.Plugins;

/// What a plugin does to the thread it is on harms neither the process nor another call.
public sealed class PluginThreadsTests
{
    private readonly PluginThreads _threads = new();

    private static PluginCall Call(string plugin = "rogue") => new(plugin, DateTimeOffset.MaxValue);

    [Fact]
    public async Task An_interrupted_thread_ends_and_the_next_call_gets_another()
    {
        for (var i = 0; i < 20; i++)
        {
            var interrupted = await _threads.RunAsync(Call(), () =>
            {
                Thread.CurrentThread.Interrupt();
                return Task.FromResult(Thread.CurrentThread);
            });
            await EndedAsync(interrupted);
            (await _threads.RunAsync(Call(), () => Task.FromResult(Thread.CurrentThread))).Should().NotBeSameAs(interrupted);
        }

        _threads.Busy.Should().Be(0);
    }

    [Fact]
    public async Task A_thread_interrupted_from_elsewhere_while_it_rests_does_its_next_work_all_the_same()
    {
        var resting = await _threads.RunAsync(Call(), () => Task.FromResult(Thread.CurrentThread));
        for (var i = 0; i < 200; i++)
        {
            resting.Interrupt();
            (await _threads.RunAsync(Call(), () => Task.FromResult(i))).Should().Be(i);
        }
    }

    [Fact]
    public async Task A_thread_with_another_priority_is_not_used_again()
    {
        var slowed = await _threads.RunAsync(Call(), () =>
        {
            Thread.CurrentThread.Priority = ThreadPriority.Lowest;
            return Task.FromResult(Thread.CurrentThread);
        });
        await EndedAsync(slowed);
        (await _threads.RunAsync(Call(), () => Task.FromResult(Thread.CurrentThread.Priority))).Should().Be(ThreadPriority.Normal);
    }

    [Fact]
    public async Task A_thread_that_one_plugin_was_on_is_never_lent_to_another()
    {
        var first = new HashSet<Thread>();
        for (var i = 0; i < 20; i++) first.Add(await _threads.RunAsync(Call(), () => Task.FromResult(Thread.CurrentThread)));
        for (var i = 0; i < 20; i++) first.Should().NotContain(await _threads.RunAsync(Call("good"), () => Task.FromResult(Thread.CurrentThread)));
    }

    [Fact]
    public async Task A_flood_of_continuations_has_a_few_threads_and_ends()
    {
        var (now, most) = (0, 0);
        var gate = new Lock();
        var done = await _threads.RunAsync(Call(), async () =>
        {
            await Task.WhenAll(Enumerable.Range(0, 3000).Select(async _ =>
            {
                await Task.Yield();
                lock (gate) most = Math.Max(most, ++now);
                Thread.Yield();
                lock (gate) now--;
            }));
            return true;
        });
        done.Should().BeTrue();
        most.Should().BeLessThanOrEqualTo(CallThreads.Max);
    }

    [Fact]
    public async Task A_context_that_a_plugin_sets_where_it_should_not_changes_nothing()
    {
        var done = new TaskCompletionSource<int>();
        var begun = new TaskCompletionSource();
        var caller = new ChannelCaller(new OneLease(), new AccountGates(TimeProvider.System), TimeProvider.System, _threads);
        var account = new MerchantAccount { Id = "a", ChannelId = "rogue", MerchantId = "1" };
        var answer = caller.CallAsync(account, CallClass.Pay, DateTimeOffset.UtcNow.AddMinutes(1), (_, _) =>
        {
            SynchronizationContext.SetSynchronizationContext(new Refusing());
            begun.SetResult();
            return done.Task;
        });
        await begun.Task;
        done.SetResult(3);
        (await answer).Answer.Should().Be(3);
    }

    private static Task EndedAsync(Thread thread) => RogueHost.UntilAsync(() => !thread.IsAlive);

    private sealed class Refusing : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => throw new InvalidOperationException("no");
    }
}
