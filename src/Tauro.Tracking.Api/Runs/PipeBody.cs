using System.Buffers;
using System.Text.Json;

namespace Tauro.Tracking.Api.Runs;

/// <summary>A JSON body that is read from the request's pipe as a whole, by hand.</summary>
internal static class PipeBody
{
    /// <param name="context">The request.</param>
    /// <param name="read">Reads the document; second, Unix milliseconds for points that name no timestamp.</param>
    public static async ValueTask<T> Read<T>(HttpContext context, Func<ReadOnlySequence<byte>, long, T> read)
    {
        var request = context.Request;
        if (!request.HasJsonContentType())
            throw new BadHttpRequestException(
                $"The content type '{request.ContentType}' is not taken here; send application/json.",
                StatusCodes.Status415UnsupportedMediaType);

        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds();
        var pipe = request.BodyReader;
        while (true)
        {
            var arrived = await pipe.ReadAsync(context.RequestAborted);
            if (!arrived.IsCompleted)
            {
                // Whole or not at all: a body is one commit, and it is bounded by the server.
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
