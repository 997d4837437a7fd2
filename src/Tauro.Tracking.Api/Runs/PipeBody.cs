using System.Buffers;
using System.Text.Json;

namespace Tauro.Tracking.Api.Runs;

/// <summary>Reads a complete JSON body from the request's pipe, without the serializer.</summary>
internal static class PipeBody
{
    /// <param name="context">The request.</param>
    /// <param name="read">Reads the document; the second argument is the current time in Unix milliseconds.</param>
    public static async ValueTask<T> Read<T>(HttpContext context, Func<ReadOnlySequence<byte>, long, T> read)
    {
        var request = context.Request;
        if (!request.HasJsonContentType())
            throw new BadHttpRequestException(
                $"The content type '{request.ContentType}' is not supported here; send application/json.",
                StatusCodes.Status415UnsupportedMediaType);

        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds();
        var pipe = request.BodyReader;
        while (true)
        {
            var arrived = await pipe.ReadAsync(context.RequestAborted);
            if (!arrived.IsCompleted)
            {
                // Wait for the complete body: it is one commit, and the server limits its size.
                pipe.AdvanceTo(arrived.Buffer.Start, arrived.Buffer.End);
                continue;
            }

            try
            {
                return read(arrived.Buffer, now);
            }
            catch (JsonException json)
            {
                throw new BadHttpRequestException("The body can't be read.", StatusCodes.Status400BadRequest, json);
            }
            finally
            {
                pipe.AdvanceTo(arrived.Buffer.End);
            }
        }
    }
}
