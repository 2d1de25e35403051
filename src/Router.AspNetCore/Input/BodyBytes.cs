using Microsoft.AspNetCore.Http;

namespace Router.AspNetCore.Input;

/// <summary>Reads a body up to a limit and not a byte further.</summary>
internal static class BodyBytes
{
    /// <returns>Null where it is larger.</returns>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit) return null;
        using var bytes = new MemoryStream(request.ContentLength is { } length ? (int)length : 1024);
        var buffer = new byte[4096];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (bytes.Length + read > limit) return null;
            bytes.Write(buffer, 0, read);
        }

        return bytes.Length == bytes.Capacity ? bytes.GetBuffer() : bytes.ToArray();
    }
}
