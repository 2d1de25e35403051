using System.Text.Json;
using Router.Core.Orders;
using Router.Storage.Sqlite.Archiving;

namespace Router.Storage.Sqlite.Files;

/// <summary>The file that old orders move into: one line an order, with its refunds and messages. Never written over another.</summary>
internal sealed class ArchiveFile : IDisposable
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly FileStream _file;
    private bool _isEmpty = true;

    private ArchiveFile(FileStream file) => _file = file;

    public static ArchiveFile Create(string path)
    {
        if (!Path.IsPathFullyQualified(path)) throw UpkeepErrors.NotAbsolute(path);
        if (File.Exists(path)) throw UpkeepErrors.Exists(path);
        try
        {
            return new(new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw UpkeepErrors.NotWritten(path, error);
        }
    }

    /// <summary>Writes orders; they are on the disk when it returns.</summary>
    public void Write(IEnumerable<OldOrder> orders)
    {
        try
        {
            foreach (var order in orders)
            {
                using (var writer = new Utf8JsonWriter(_file, s_options)) Write(writer, order);
                _file.WriteByte((byte)'\n');
            }

            _file.Flush(flushToDisk: true);
            if (_isEmpty) FolderEntry.Flush(_file.Name);
            _isEmpty = false;
        }
        catch (IOException error)
        {
            throw UpkeepErrors.NotWritten(_file.Name, error);
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        if (_isEmpty) File.Delete(_file.Name);
    }

    private static void Write(Utf8JsonWriter writer, OldOrder order)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("payment");
        JsonSerializer.Serialize(writer, order.Payment, OrderJson.Default.PaymentOrder);
        writer.WriteStartArray("refunds");
        foreach (var refund in order.Refunds) JsonSerializer.Serialize(writer, refund, OrderJson.Default.RefundOrder);
        writer.WriteEndArray();
        writer.WriteStartArray("messages");
        foreach (var message in order.Messages) Write(writer, message);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, OutboxRecord message)
    {
        writer.WriteStartObject();
        writer.WriteString("id", message.Id);
        writer.WriteString("type", message.Type);
        if (message.RefundId is { } refund) writer.WriteString("refundId", refund);
        if (message.Url is { } url) writer.WriteString("url", url.OriginalString);
        writer.WriteString("createdAt", message.CreatedAt);
        writer.WriteString("state", message.State.ToString());
        writer.WriteNumber("tries", message.Tries);
        if (message.LastError is { } error) writer.WriteString("lastError", error);
        writer.WriteString("body", message.Body);
        writer.WriteEndObject();
    }
}
