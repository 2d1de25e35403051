using System.Net;
using System.Text;

namespace Router.Channel.UnionPay.Tests.Support;

/// <summary>Answers requests as a test says; by default as if nobody were there.</summary>
internal sealed class ScriptedNetwork : HttpMessageHandler
{
    public List<(Uri Address, Dictionary<string, string> Fields)> Sent { get; } = [];

    public Func<Dictionary<string, string>, HttpResponseMessage> Answer { get; set; } =
        _ => throw new HttpRequestException(HttpRequestError.ConnectionError);

    /// <summary>Answers with what the request said, changed, and signed by UnionPay.</summary>
    public void Reply(Action<Dictionary<string, string>> change) => Answer = fields => Text(Words.Signed(Words.Echo(fields, change)));

    public static HttpResponseMessage Text(IEnumerable<KeyValuePair<string, string>> fields) => Bytes(Words.AnswerBytes(fields));

    public static HttpResponseMessage Bytes(byte[] body, HttpStatusCode status = HttpStatusCode.OK) => new(status) { Content = new ByteArrayContent(body) };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        var fields = Words.ReadForm(Encoding.ASCII.GetString(body));
        Sent.Add((request.RequestUri!, fields));
        return Answer(fields);
    }
}
