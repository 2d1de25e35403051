using System.Text;
using Router.Abstractions;

namespace Router.TestKit.Compliance.Cases;

/// <summary>What strangers send to a notification address.</summary>
internal static class NotificationNoise
{
    private const int BodyMax = 256 * 1024;

    public static IEnumerable<(string What, InboundNotification Notification)> Of(InboundNotification? genuine)
    {
        var random = new Random(20261120);
        var headers = genuine?.Headers ?? new Dictionary<string, string> { ["content-type"] = "application/json" };
        var query = genuine?.Query ?? "";
        foreach (var (what, body) in Bodies(random)) yield return (what, new(body, headers, query));
        yield return ("nothing at all", new(ReadOnlyMemory<byte>.Empty, new Dictionary<string, string>(), ""));
        yield return ("a broken query", new(ReadOnlyMemory<byte>.Empty, headers, "%zz&&=&=x&a=%&sign=%00"));
        if (genuine is null) yield break;

        yield return ("a genuine body without headers", genuine with { Headers = new Dictionary<string, string>(), Body = Truncated(genuine.Body) });
        for (var i = 0; i < 20; i++)
        {
            var cut = random.Next(genuine.Body.Length);
            if (cut > 0) yield return ($"the first {cut} bytes of a genuine one", genuine with { Body = genuine.Body[..cut] });
            var odd = genuine.Headers.ToDictionary(h => h.Key, h => Odd(random, h.Value));
            yield return ("half a genuine one with odd headers", genuine with { Headers = odd, Body = Truncated(genuine.Body) });
        }
    }

    /// <summary>A genuine one with one bit of its body, or one character of a header, changed.</summary>
    public static IEnumerable<(string What, InboundNotification Notification)> Changed(InboundNotification genuine)
    {
        var random = new Random(20261122);
        for (var i = 0; i < 300 && genuine.Body.Length > 0; i++)
        {
            var body = genuine.Body.ToArray();
            var at = random.Next(body.Length);
            body[at] ^= (byte)(1 << random.Next(8));
            yield return ($"byte {at} of the body", genuine with { Body = body });
        }

        foreach (var (name, value) in genuine.Headers)
        {
            for (var i = 0; i < 10 && value.Length > 0; i++)
            {
                var letters = value.ToCharArray();
                var at = random.Next(letters.Length);
                letters[at] = letters[at] == '0' ? '1' : '0';
                yield return ($"letter {at} of the header {name}", genuine with { Headers = new Dictionary<string, string>(genuine.Headers) { [name] = new(letters) } });
            }
        }
    }

    private static ReadOnlyMemory<byte> Truncated(ReadOnlyMemory<byte> body) => body[..(body.Length / 2)];

    private static string Odd(Random random, string value) => random.Next(6) switch
    {
        0 => "",
        1 => value + ", " + value,
        2 => "t=,v1=",
        3 => new string('9', 400),
        4 => "\u0001\uFFFD%00;=,",
        _ => value,
    };

    private static IEnumerable<(string What, byte[] Body)> Bodies(Random random)
    {
        yield return ("no bytes", []);
        yield return ("a null", "null"u8.ToArray());
        yield return ("a list", "[]"u8.ToArray());
        yield return ("an empty object", "{}"u8.ToArray());
        yield return ("members of other types", """{"id":1,"resource":"x","data":[],"amount":{"total":"1e999"},"sign":{},"event_type":null}"""u8.ToArray());
        yield return ("huge numbers", """{"amount":99999999999999999999999999999999999999,"created":1e400,"total_fee":-1}"""u8.ToArray());
        yield return ("deep JSON", Encoding.ASCII.GetBytes(new string('[', 100_000)));
        yield return ("deep objects", Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 40_000))));
        yield return ("a name twice", """{"id":"1","id":"2","resource":{},"resource":null}"""u8.ToArray());
        yield return ("XML with a DTD", """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><xml><sign>&a;&b;</sign></xml>"""u8.ToArray());
        yield return ("a form without values", "sign&sign_type&=&&out_trade_no=&total_amount=&signature="u8.ToArray());
        yield return ("a form that says everything twice", "out_trade_no=1&out_trade_no=2&sign=AAAA&sign=BBBB&orderId=1&orderId=2&signature=AA=="u8.ToArray());
        yield return ("bytes that are no UTF-8", [0xFF, 0xFE, 0xC0, 0x80, 0xED, 0xA0, 0x80, (byte)'{', 0xF5]);
        yield return ("256 KiB of one letter", Encoding.ASCII.GetBytes(new string('a', BodyMax)));
        for (var i = 0; i < 20; i++)
        {
            var bytes = new byte[random.Next(1, i % 5 == 0 ? BodyMax : 2_000)];
            random.NextBytes(bytes);
            yield return ($"{bytes.Length} random bytes", bytes);
        }
    }
}
