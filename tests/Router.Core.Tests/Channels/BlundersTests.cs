using Router.Core.Channels;

namespace Router.Core.Tests.Channels;

public class BlundersTests
{
    [Fact]
    public void What_is_nested_beyond_all_reason_is_a_mistake_and_ends_no_stack()
    {
        var nested = Nested(new HttpRequestException("reset"), 400_000);
        Blunders.Of(nested).Should().Contain("exceptions within exceptions");
        Blunders.Text(nested).Should().Contain("AggregateException");
    }

    [Fact]
    public void What_a_task_wraps_is_judged_by_what_is_within()
    {
        Blunders.Of(Nested(new HttpRequestException("reset"), 3)).Should().BeNull();
        Blunders.Of(Nested(new InvalidOperationException("oops"), 3)).Should().Be("InvalidOperationException: oops");
        Blunders.Of(Nested(new BrokenContractException("it answered null"), 1)).Should().Be("it answered null");
    }

    private static Exception Nested(Exception inner, int depth)
    {
        for (var i = 0; i < depth; i++) inner = new AggregateException("nested", inner);
        return inner;
    }
}
