using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tauro.Contracts;
using Tauro.ServiceDefaults.Problems;

namespace Tauro.ServiceDefaults.Bodies;

/// <summary>
/// Refuses a body over the limit so that the client reads why. The server itself would close the connection while the
/// client is still sending, and most clients then report a broken connection instead of the response. Here the rest of
/// a refused body, whatever the reason, is read and discarded within limits.
/// </summary>
internal sealed class BodyLimit(RequestDelegate next, TimeProvider time)
{
    private const long DiscardedBytesMax = 1L << 30;
    private const long ForeignBytesMax = Limits.JsonBodyBytesMax;
    private static readonly TimeSpan DiscardTimeout = TimeSpan.FromSeconds(30);

    public async Task Invoke(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true })
        {
            await next(context);
            return;
        }

        var hasRoute = context.GetEndpoint() is not null;
        if (context.Request.Headers.ContainsKey("Expect"))
            context.Request.Body = new CountedBody(context.Request.Body);
        var body = context.Request.Body;
        await (GetExceededLimit(context) is { } limit
            ? Refuse(context, limit)
            : next(context));
        var status = context.Response.StatusCode;
        // A client that waits for the permission to send, which the first read gives, sends nothing.
        if (status < StatusCodes.Status400BadRequest || body is CountedBody { IsRead: false }) return;
        await Discard(
            context, body, hasRoute && status != StatusCodes.Status403Forbidden ? DiscardedBytesMax : ForeignBytesMax);
    }

    /// <summary>Returns the limit that the length exceeds; a body without a length is limited as it is read.</summary>
    private static long? GetExceededLimit(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>()
            is not { IsReadOnly: false, MaxRequestBodySize: { } limit } server) return null;
        var length = context.Request.ContentLength;
        if (length <= limit) return null;
        server.MaxRequestBodySize = null;
        if (length is not null) return limit;
        context.Request.Body = new CountedBody(context.Request.Body, limit);
        context.Features.Set<IHttpMaxRequestBodySizeFeature>(new CountedLimit(limit));
        return null;
    }

    private static Task Refuse(HttpContext context, long limit)
    {
        context.Response.Headers.Connection = "close"; // a client that reads early can stop sending
        return Problem.Write(context, StatusCodes.Status413PayloadTooLarge, ProblemCodes.LimitExceeded,
            CountedBody.TooLarge(limit));
    }

    private async Task Discard(HttpContext context, Stream body, long bytesMax)
    {
        if (context.RequestAborted.IsCancellationRequested) return;
        var buffer = ArrayPool<byte>.Shared.Rent(64 << 10);
        try
        {
            await context.Response.CompleteAsync();
            using var timeout = new CancellationTokenSource(DiscardTimeout, time);
            for (var left = bytesMax; left > 0;)
            {
                var read = await body.ReadAsync(buffer, timeout.Token);
                if (read == 0) return;
                left -= read;
                timeout.CancelAfter(DiscardTimeout);
            }
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException
            or InvalidOperationException)
        {
            // The client went away, sends too slowly, or its body is invalid: the server closes the connection.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The limit of a counted body, for the response that reports it.</summary>
    private sealed class CountedLimit(long bytesMax) : IHttpMaxRequestBodySizeFeature
    {
        public bool IsReadOnly => true;

        public long? MaxRequestBodySize
        {
            get => bytesMax;
            set => throw new InvalidOperationException("The limit was set before the body was counted.");
        }
    }
}
