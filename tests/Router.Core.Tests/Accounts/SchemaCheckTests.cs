using System.Text.Json;
using Router.Core.Accounts;

namespace Router.Core.Tests.Accounts;

public class SchemaCheckTests
{
    private static readonly JsonDocumentOptions s_deep = new() { MaxDepth = 512 };

    [Theory]
    [InlineData("""{ "type": "object" }""", "{}", "")]
    [InlineData("""{ "type": "object" }""", "[]", "is an array; it must be an object.")]
    [InlineData("""{ "type": "array" }""", "[]", "")]
    [InlineData("""{ "type": "array" }""", "{}", "is an object; it must be an array.")]
    [InlineData("""{ "type": "string" }""", "\"x\"", "")]
    [InlineData("""{ "type": "string" }""", "1", "is a number; it must be a text.")]
    [InlineData("""{ "type": "integer" }""", "7", "")]
    [InlineData("""{ "type": "integer" }""", "1.5", "is a number; it must be a whole number.")]
    [InlineData("""{ "type": "integer" }""", "\"7\"", "is a text; it must be a whole number.")]
    [InlineData("""{ "type": "number" }""", "1.5", "")]
    [InlineData("""{ "type": "number" }""", "true", "is a boolean; it must be a number.")]
    [InlineData("""{ "type": "boolean" }""", "true", "")]
    [InlineData("""{ "type": "boolean" }""", "false", "")]
    [InlineData("""{ "type": "boolean" }""", "null", "is null; it must be a boolean.")]
    [InlineData("""{ "type": "null" }""", "null", "")]
    [InlineData("""{ "type": "null" }""", "false", "is a boolean; it must be a null.")]
    [InlineData("""{ "type": ["string", "integer"] }""", "7", "")]
    [InlineData("""{ "type": ["string", "integer"] }""", "null", "is null; it must be a text or a whole number.")]
    [InlineData("""{ "type": "fancy" }""", "7", "")]
    [InlineData("""{ "type": "string", "enum": ["a"] }""", "7", "is a number; it must be a text.")]
    public void A_type_that_does_not_fit_is_told_in_words_and_ends_the_check_there(string schema, string value, string told) => Told(schema, value).Should().Be(told);

    [Theory]
    [InlineData("""{ "enum": [1, "fast", true] }""", "1", "")]
    [InlineData("""{ "enum": [1, "fast", true] }""", "\"fast\"", "")]
    [InlineData("""{ "enum": [1, "fast", true] }""", "2", "must be one of 1, fast, true.")]
    [InlineData("""{ "enum": [1, "fast", true] }""", "\"fasst\"", "must be one of 1, fast, true. Did you mean \"fast\"?")]
    [InlineData("""{ "minLength": 3 }""", "\"ab\"", "has 2 characters; at least 3 are needed.")]
    [InlineData("""{ "minLength": 3 }""", "\"abc\"", "")]
    [InlineData("""{ "maxLength": 3 }""", "\"abc\"", "")]
    [InlineData("""{ "maxLength": 3 }""", "\"abcd\"", "has 4 characters; at most 3 are allowed.")]
    [InlineData("""{ "minLength": 5, "maxLength": 1, "pattern": "^wx" }""", "\"abc\"", "has 3 characters; at least 5 are needed.|has 3 characters; at most 1 are allowed.|does not match ^wx.")]
    [InlineData("""{ "pattern": "^wx" }""", "\"wx1\"", "")]
    [InlineData("""{ "pattern": "(" }""", "\"x\"", "")]
    [InlineData("""{ "pattern": "(?=x)" }""", "\"y\"", "")]
    [InlineData("""{ "pattern": 7, "minLength": "3", "maxLength": null }""", "\"y\"", "")]
    [InlineData("""{ "minimum": "3", "maximum": {} }""", "1", "")]
    [InlineData("""{ "minimum": 1.5 }""", "1.4", "is 1.4; at least 1.5 is needed.")]
    [InlineData("""{ "minimum": 1.5 }""", "1.5", "")]
    [InlineData("""{ "maximum": 3 }""", "3", "")]
    [InlineData("""{ "maximum": 3 }""", "3.5", "is 3.5; at most 3 is allowed.")]
    [InlineData("""{ "minimum": 5, "maximum": 3 }""", "4", "is 4; at least 5 is needed.|is 4; at most 3 is allowed.")]
    [InlineData("""{ "minLength": 3, "minimum": 5 }""", "true", "")]
    public void Each_bound_holds_at_its_very_value_and_is_told_beyond_it(string schema, string value, string told) => Told(schema, value).Should().Be(told);

    [Theory]
    [InlineData("""{ "required": ["a", "b"] }""", """{ "b": 1 }""", "a: is missing.")]
    [InlineData("""{ "required": "a" }""", "{}", "")]
    [InlineData("""{ "properties": 7 }""", """{ "a": 1 }""", "")]
    [InlineData("""{ "additionalProperties": true }""", """{ "a": 1 }""", "")]
    [InlineData("""{ "additionalProperties": false }""", """{ "a": 1 }""", "a: is not known; nothing is expected here.")]
    [InlineData("""{ "properties": { "beta": {}, "alpha": {} }, "additionalProperties": false }""", """{ "alpah": 1, "beta": 2 }""", "alpah: is not known. Known are: alpha, beta. Did you mean \"alpha\"?")]
    [InlineData("""{ "properties": { "a": {} }, "additionalProperties": { "type": "integer" } }""", """{ "a": "x", "b": 1, "c": "x" }""", "c: is a text; it must be a whole number.")]
    [InlineData("""{ "properties": { "a": { "type": "integer" } } }""", """{ "a": "x", "b": 1 }""", "a: is a text; it must be a whole number.")]
    [InlineData("""{ "properties": { "key": { "required": ["pem"], "properties": { "id": { "type": "string" } } } } }""", """{ "key": { "id": 7 } }""", "key.pem: is missing.|key.id: is a number; it must be a text.")]
    [InlineData("""{ "items": { "type": "integer" } }""", """[1, "x", 2, null]""", "[1]: is a text; it must be a whole number.|[3]: is null; it must be a whole number.")]
    [InlineData("""{ "properties": { "hosts": { "items": { "minLength": 2 } } } }""", """{ "hosts": ["ab", "c"] }""", "hosts[1]: has 1 characters; at least 2 are needed.")]
    [InlineData("true", "7", "")]
    public void What_stands_within_is_told_with_its_path(string schema, string value, string told) => Told(schema, value).Should().Be(told);

    [Theory]
    [InlineData("""{ "items": """, "}", "[", "]")]
    [InlineData("""{ "properties": { "a": """, "} }", "{ \"a\": ", "}")]
    [InlineData("""{ "additionalProperties": """, "}", "{ \"a\": ", "}")]
    public void A_schema_is_followed_thirty_two_steps_down_and_no_further(string open, string close, string openValue, string closeValue)
    {
        Problems(32).Should().Be(1);
        Problems(33).Should().Be(0);

        int Problems(int depth) =>
            Check(Nest(open, """{ "type": "integer" }""", close, depth), Nest(openValue, "\"x\"", closeValue, depth)).Count;

        static string Nest(string before, string inner, string after, int times) =>
            string.Concat(Enumerable.Repeat(before, times)) + inner + string.Concat(Enumerable.Repeat(after, times));
    }

    [Fact]
    public void What_looks_like_a_secret_is_told_without_it_and_a_name_is_not()
    {
        string[] names = ["wechat-main-key", new('-', 128), "0123456789abcdef0123456789abcde", "abcdefghijklmnopqrstuvwxyzabcdefghij", "0123456789abcdef-0123456789abcdef", "/run/keys/a1"];
        string[] secrets =
        [
            new('-', 129), "-----BEGINKEY", "two words", "tab\there", "0123456789abcdef0123456789abcdef", "ABCDEFGHIJKLMNOPQRSTUVWXYZ12345+", "ABCDEFGHIJKLMNOPQRSTUVWXYZ12345/",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ12345=",
        ];
        const string Schema = """{ "secret": true, "maxLength": 1, "pattern": "^never$" }""";

        foreach (var name in names) Check(Schema, Quoted(name)).Should().BeEmpty(name);
        foreach (var secret in secrets)
            Check(Schema, Quoted(secret)).Should().Equal(new SchemaProblem(
                "", "looks like the secret itself. Write the name of a secret here and keep the secret in the environment or a file.", null, true));
        Told("""{ "secret": false, "maxLength": 5 }""", "\"two words\"").Should().Be("has 9 characters; at most 5 are allowed.");
    }

    [Fact]
    public void Fields_that_come_as_text_are_checked_as_texts()
    {
        using var schema = JsonDocument.Parse("""
            { "required": ["c"], "properties": { "a": { "maxLength": 1 }, "b": { "type": "integer" } }, "additionalProperties": false }
            """);
        var problems = SchemaCheck.Texts(new Dictionary<string, string> { ["b"] = "7", ["a"] = "xy" }, schema.RootElement);
        problems.Select(p => p.ToString()).Should().Equal(
            "c: is missing.", "a: has 2 characters; at most 1 are allowed.", "b: is a text; it must be a whole number.");
    }

    private static string Told(string schema, string value) => string.Join('|', Check(schema, value).Select(p => p.ToString()));

    private static IReadOnlyList<SchemaProblem> Check(string schema, string value)
    {
        using var rules = JsonDocument.Parse(schema, s_deep);
        using var checkedValue = JsonDocument.Parse(value, s_deep);
        return SchemaCheck.Check(checkedValue.RootElement, rules.RootElement);
    }

    private static string Quoted(string text) => "\"" + JsonEncodedText.Encode(text) + "\"";
}
