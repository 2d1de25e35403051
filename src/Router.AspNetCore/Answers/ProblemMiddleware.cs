using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Router.AspNetCore.Input;
using Router.Core.Payments;
using Router.Core.Store;

namespace Router.AspNetCore.Answers;

/// <summary>The last word: an error without a body, or a throw inside our endpoints, becomes a problem with a code and no stack.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (Exception exception) when (IsOurs(http) && !http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            http.Response.Clear();
            await Answer.Problem(Error(exception, http)).ExecuteAsync(http);
            return;
        }

        if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null } && (IsOurs(http) || IsUnmatched(http)))
            await Answer.Problem(Error(http)).ExecuteAsync(http);
    }

    private static bool IsOurs(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<RouterEndpoint>() is not null;

    private static bool IsUnmatched(HttpContext http) =>
        http.GetEndpoint() is null || http.Response.StatusCode is StatusCodes.Status405MethodNotAllowed;

    private RouterError Error(Exception exception, HttpContext http)
    {
        if (exception is StoreUnavailableException) return RouterError.StoreUnavailable(exception.Message);
        if (exception is BadHttpRequestException { StatusCode: var status })
            return status == StatusCodes.Status413PayloadTooLarge ? ApiErrors.TooLarge(JsonBody.MaxBytes) : ApiErrors.Other(status);
        Failed(log, http.Request.Method, http.Request.Path, exception);
        return ApiErrors.Bug();
    }

    private static RouterError Error(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => ApiErrors.NoSuchAddress(http.Request.Path),
        StatusCodes.Status405MethodNotAllowed => ApiErrors.WrongMethod(http.Request.Method, http.Request.Path, http.Response.Headers.Allow.ToString()),
        StatusCodes.Status415UnsupportedMediaType => ApiErrors.NotJson(),
        StatusCodes.Status413PayloadTooLarge => ApiErrors.TooLarge(JsonBody.MaxBytes),
        var status => ApiErrors.Other(status),
    };

    [LoggerMessage(2001, LogLevel.Error, "{Method} {Path} failed.")]
    private static partial void Failed(ILogger logger, string method, string path, Exception exception);
}
