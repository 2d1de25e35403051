using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Router.Channel.UnionPay.Tests.Support;
using Router.Channel.UnionPay.Wire;

namespace Router.Channel.UnionPay.Tests.Wire;

public sealed class TextTests
{
    [Fact]
    public void An_answer_is_split_at_the_first_equals_sign() =>
        AnswerText.Parse("signPubKeyCert=-----BEGIN CERTIFICATE-----\r\nAA==\r\n-----END&a=b=c&e=")
            .Should().Equal(new Dictionary<string, string> { ["signPubKeyCert"] = "-----BEGIN CERTIFICATE-----\r\nAA==\r\n-----END", ["a"] = "b=c", ["e"] = "" });

    [Fact]
    public void A_value_in_braces_keeps_its_ampersands() =>
        AnswerText.Parse("cardTransData={a=1&b={c=2&d=3}}&respCode=00&reserved={x&y}")
            .Should().Equal(new Dictionary<string, string> { ["cardTransData"] = "{a=1&b={c=2&d=3}}", ["respCode"] = "00", ["reserved"] = "{x&y}" });

    [Theory]
    [InlineData("")]
    [InlineData("no equals")]
    [InlineData("=value")]
    [InlineData("a=1&a=2")]
    [InlineData("a=1&")]
    [InlineData("a=1&&b=2")]
    [InlineData("a={1&b=2")]
    [InlineData("a={1}x&b=2")]
    [InlineData("<html><body a=1>")]
    [InlineData("{\"respCode\":\"00\"}")]
    [InlineData("a b=1")]
    public void What_is_no_answer_is_refused(string text) => AnswerText.Parse(text).Should().BeNull();

    [Theory]
    [InlineData("a")]
    [InlineData("=1")]
    [InlineData("a=1&a=2")]
    [InlineData("a=%4")]
    [InlineData("a=%zz")]
    [InlineData("a=%FF")]
    [InlineData("a=1&")]
    [InlineData("a=1%26b=2")]
    [InlineData("a%26b=1")]
    [InlineData("a={1%26b=2")]
    [InlineData("a={1&b=2}")]
    [InlineData("a={1}%26b=2%26c={3}")]
    [InlineData("a={1}2")]
    public void A_form_that_can_be_read_in_two_ways_is_refused(string body) => FormText.Parse(Encoding.ASCII.GetBytes(body)).Should().BeNull();

    [Fact]
    public void A_form_is_read_as_it_was_written() =>
        FormText.Parse("a=%E8%8C%B6+x%2B&b=&c=%7Bx%26y%7D"u8).Should().Equal(new Dictionary<string, string> { ["a"] = "茶 x+", ["b"] = "", ["c"] = "{x&y}" });

    [Fact]
    public void Any_value_travels_whole()
    {
        var text = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(s => new string([.. s.Get.Where(c => c is not ('&' or '{') && !char.IsSurrogate(c))]));
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(text.ToArbitrary(), value =>
        {
            var fields = new Dictionary<string, string> { ["a"] = value, ["b"] = "1" };
            var read = FormText.Parse(Encoding.ASCII.GetBytes(FormText.Write(fields)));
            return read is not null && read["a"] == value && read["b"] == "1";
        }));
    }

    [Fact]
    public void Any_bytes_end_in_fields_or_in_nothing()
    {
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            FormText.Parse(bytes);
            AnswerText.Parse(Encoding.UTF8.GetString(bytes));
            return true;
        }));
    }
}
