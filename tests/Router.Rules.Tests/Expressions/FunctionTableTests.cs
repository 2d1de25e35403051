using Router.Rules.Expressions;

namespace Router.Rules.Tests.Expressions;

/// The functions as docs/expressions.md promises them, row by row.
public sealed class FunctionTableTests
{
    [Theory]
    [InlineData("if", "if(condition, then, else)", "Condition Value Value", "a value", "3 to 3", 1, "If",
        "the second where the condition is true, else the third; an absent condition counts as false", "amount > if(cardType == 'credit', 5000, 9000)")]
    [InlineData("coalesce", "coalesce(value, other, …)", "Value Value", "a value", "2 to 8", 1, "Coalesce",
        "the first that is not absent, of up to eight", "coalesce(instalments, 1) == 1")]
    [InlineData("exists", "exists(value)", "Anything", "true or false", "1 to 1", 1, "Exists",
        "whether it is not absent; this itself never is", "not exists(carrier)")]
    [InlineData("hour", "hour(time, zone)", "Instant Zone", "an integer", "2 to 2", 10, "Clock", "0 to 23", "hour(time, 'Asia/Shanghai') >= 22")]
    [InlineData("minute", "minute(time, zone)", "Instant Zone", "an integer", "2 to 2", 10, "Clock", "0 to 59", "minute(time, 'UTC') < 5")]
    [InlineData("weekday", "weekday(time, zone)", "Instant Zone", "a text", "2 to 2", 10, "Clock",
        "mon, tue, wed, thu, fri, sat or sun", "weekday(time, 'Asia/Shanghai') in ['sat', 'sun']")]
    [InlineData("day", "day(time, zone)", "Instant Zone", "an integer", "2 to 2", 10, "Clock", "day of the month, 1 to 31", "day(time, 'Asia/Shanghai') <= 3")]
    [InlineData("month", "month(time, zone)", "Instant Zone", "an integer", "2 to 2", 10, "Clock", "1 to 12", "month(time, 'Asia/Shanghai') == 11")]
    [InlineData("date", "date(time, zone)", "Instant Zone", "an integer", "2 to 2", 10, "Clock",
        "year, month and day as a number, `20261111`", "date(time, 'Asia/Shanghai') in [20261111, 20261212]")]
    [InlineData("hash", "hash(value, [buckets], [salt])", "TextOrInteger Integer Text", "an integer", "1 to 3", 8, "Plain",
        "0 to buckets - 1, or to 9999; the same value always gets the same number", "hash(payerSegment, 100, 'new-checkout') < 5")]
    [InlineData("len", "len(text)", "TextOrTags", "an integer", "1 to 1", 1, "Plain", "number of characters of a text (UTF-16 units), or of tags", "len(tags) > 1")]
    [InlineData("lower", "lower(text)", "Text", "a text", "1 to 1", 8, "Plain", "in small letters; allocates a text where it has others", "lower(merchant) == 'shop-1'")]
    [InlineData("upper", "upper(text)", "Text", "a text", "1 to 1", 8, "Plain", "in capitals; allocates a text where it has others", "upper(merchant) == 'SHOP-1'")]
    [InlineData("startsWith", "startsWith(text, beginning)", "Text Text", "true or false", "2 to 2", 8, "Plain", "whether it begins so", "startsWith(cardBin, '62')")]
    [InlineData("endsWith", "endsWith(text, ending)", "Text Text", "true or false", "2 to 2", 8, "Plain", "whether it ends so", "endsWith(merchant, '-test')")]
    [InlineData("contains", "contains(text, part)", "Text Text", "true or false", "2 to 2", 8, "Plain", "whether that is a part of it", "contains(merchant, 'shop')")]
    [InlineData("min", "min(a, b)", "Integer Integer", "an integer", "2 to 2", 1, "Plain", "the smaller one", "min(amount, 5000) % 7 == 0")]
    [InlineData("max", "max(a, b)", "Integer Integer", "an integer", "2 to 2", 1, "Plain", "the larger one", "max(instalments, 3) < 12")]
    [InlineData("abs", "abs(a)", "Integer", "an integer", "1 to 1", 1, "Plain", "without its sign", "abs(metadata.level) > 2")]
    public void A_function_is_what_its_row_says(
        string name, string signature, string parameters, string result, string count, int cost, string form, string meaning, string example)
    {
        var function = FunctionTable.Find(name)!;

        function.Signature.Should().Be(signature);
        string.Join(' ', function.Parameters.Select(p => p.Type)).Should().Be(parameters);
        TypeWords.Of(function.Result).Should().Be(result);
        $"{function.Required} to {function.MaxArguments}".Should().Be(count);
        function.Cost.Should().Be(cost);
        function.Form.ToString().Should().Be(form);
        function.Meaning.Should().Be(meaning);
        function.Example.Should().Be(example);
    }

    [Fact]
    public void There_are_these_functions_and_no_others()
    {
        FunctionTable.All.Select(f => f.Name).Should().Equal(
            "if", "coalesce", "exists", "hour", "minute", "weekday", "day", "month", "date", "hash", "len", "lower", "upper", "startsWith", "endsWith",
            "contains", "min", "max", "abs");
        FunctionTable.Find("If").Should().BeNull();
        FunctionTable.All.Where(f => f.Field is not null).Select(f => f.Name).Should().Equal("weekday");
        FunctionTable.Find("weekday")!.Field!.Name.Should().Be("weekday");
        FunctionTable.Find("weekday")!.Field!.Known!.Ids.Should().Equal("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    }

    [Theory]
    [InlineData("Or", "or ||", 1, "conditions", "one of them is true", "platform == 'ios' or platform == 'android'", false)]
    [InlineData("And", "and &&", 2, "conditions", "both are true", "instalments > 1 and cardType == 'credit'", false)]
    [InlineData("Not", "not !", 3, "a condition", "true and false change places", "not metadata.vip", true)]
    [InlineData("Equal", "==", 4, "two values of one type", "are the same; `tags`: one of them is it", "region == 'CN'", false)]
    [InlineData("NotEqual", "!=", 4, "two values of one type", "are not the same; `tags`: none of them is it", "region != 'CN'", false)]
    [InlineData("Less", "<", 4, "integers, times, `cardBin`", "is below", "instalments < 12", false)]
    [InlineData("LessOrEqual", "<=", 4, "integers, times, `cardBin`", "is below or the same", "cardBin <= '62229999'", false)]
    [InlineData("Greater", ">", 4, "integers, times, `cardBin`", "is above", "time > '2026-01-01T00:00:00+08:00'", false)]
    [InlineData("GreaterOrEqual", ">=", 4, "integers, times, `cardBin`", "is above or the same", "amount >= 100", false)]
    [InlineData("In", "in", 4, "a value and a list", "is one of them; `tags`: one of them is", "region in ['CN', 'HK']", false)]
    [InlineData("NotIn", "not in", 4, "a value and a list", "is none of them", "'trial' not in tags", false)]
    [InlineData("Add", "+", 5, "integers", "sum", "metadata.level + 1 > 3", false)]
    [InlineData("Subtract", "-", 5, "integers", "difference", "amount - 100 > 0", false)]
    [InlineData("Multiply", "*", 6, "integers", "product", "instalments * 1000 < amount", false)]
    [InlineData("Divide", "/", 6, "integers", "quotient, cut towards zero", "amount / instalments >= 10000", false)]
    [InlineData("Remainder", "%", 6, "integers", "what the quotient leaves, with the sign of the left side", "amount % 100 == 0", false)]
    [InlineData("Negate", "-", 7, "an integer", "the number with the other sign", "metadata.level > -1", true)]
    public void An_operator_is_what_its_row_says(
        string name, string spellings, int precedence, string operands, string meaning, string example, bool isPrefix)
    {
        var info = ExpressionOperators.Of(Enum.Parse<Operator>(name));

        info.Operator.ToString().Should().Be(name);
        (name == "NotIn" ? [spellings] : spellings.Split(' ')).Should().Equal(info.Spellings);
        (info.Precedence, info.Operands, info.Meaning, info.Example, info.IsPrefix).Should().Be((precedence, operands, meaning, example, isPrefix));
        foreach (var spelling in info.Spellings)
            ExpressionOperators.Infix(spelling)?.Operator.ToString().Should().Be(isPrefix ? spelling == "-" ? "Subtract" : null : name);
    }
}
