using Router.Rules.Json;
using Router.Rules.Loading;

namespace Router.Rules.Tests.Json;

/// Hashes stand in decisions and journals: they must stay what they are.
public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{}""", """{}""", "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a")]
    [InlineData("""[ ]""", """[]""", "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945")]
    [InlineData("""{ "b": 1, "a": [true, false, null], "$schema": "x" }""", """{"a":[true,false,null],"b":1}""", "087e44ed138472a81a4a0f8ae84e8f358d0d957d27f51123952aa88c007b1f9f")]
    [InlineData("""{ "a": { "$schema": 1, "c": {}, "b": [] } }""", """{"a":{"b":[],"c":{}}}""", "65100421eed9d0471036c4567000673338491885d363b93260e78c2eb793db27")]
    [InlineData("""[1.50, -0, 1e3, 1E+3, 123456789012345678901234567890]""", """[1.50,-0,1e3,1E+3,123456789012345678901234567890]""", "fbed45f08a8ef5d6e057ee8df98aae0a3449f1e0666ac340100c58b01ee7eef6")]
    [InlineData("""{ "Z": 1, "a": 2, "_": 3, "aa": 4, "é": 5, "": 6 }""", """{"":6,"Z":1,"_":3,"a":2,"aa":4,"é":5}""", "315826b66baf51bb8a06ee89505724ad40b5cab3f83ed3f4f48fca52775974b1")]
    [InlineData("""["\u4e2d\u56fd", "中国", "\/<>&'+`", "\"\\\b\f\n\r\t\u0001\u007f"]""", """["中国","中国","/<>&'+`","\"\\\b\f\n\r\t\u0001\u007F"]""", "777b1e57c113bae540678cd4264d3b6454690fa9b2a185861ab55688abd225a8")]
    [InlineData("""["😀", "\ud83d\ude00", "\u2028", "\ue000"]""", """["\uD83D\uDE00","\uD83D\uDE00","\u2028","\uE000"]""", "fc51bc27e491173d933a8aa7ab1fad66d23010ed771650cf1e4df03c3604bf29")]
    [InlineData("""{ "\ud83d\ude00": 1, "\uffee": 2, "\ue000": 3, "\u0062": 4, "b\"c": 5 }""", """{"b":4,"b\"c":5,"\uD83D\uDE00":1,"\uE000":3,"￮":2}""", "3ac6de6326bbea89d282cf510dbba4aff2eb91a72b4ff2e8475643f55ac73094")]
    public void A_text_has_one_spelling_and_one_hash(string json, string canonical, string hash)
    {
        var item = Read(json);

        CanonicalJson.Text(item).Should().Be(canonical);
        CanonicalJson.Hash(item).Should().Be(hash);
    }

    [Fact]
    public void A_long_text_is_hashed_whole()
    {
        var members = Enumerable.Range(0, 3_000).Select(i => $$"""{ "name {{i}}": "{{new string('é', i % 700)}}", "no": {{i}} }""");

        CanonicalJson.Hash(Read($"[{string.Join(", ", members)}]")).Should().Be("ecc9788c1e6b9aae49b29a349d4700cf6ad0336d0c68694ac3edbf8d3f2f526d");
    }

    private static JsonItem Read(string json)
    {
        var source = new SourceText("test.json", System.Text.Encoding.UTF8.GetBytes(json));
        return JsonItemReader.Read(source, new Findings(source))!;
    }
}
