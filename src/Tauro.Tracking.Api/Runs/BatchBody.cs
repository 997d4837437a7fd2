using System.Text.Json;
using Tauro.Contracts.Runs;

namespace Tauro.Tracking.Api.Runs;

/// <summary>
/// A batch read from the request's pipe. The serializer would make a string of every key of every point; this is the
/// hot path of training, so it is read by hand: see <see cref="BatchReader"/>.
/// </summary>
internal sealed record BatchBody(RunBatch Batch)
{
    public static async ValueTask<BatchBody> BindAsync(HttpContext context)
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
            var read = await pipe.ReadAsync(context.RequestAborted);
            if (!read.IsCompleted)
            {
                // Whole or not at all: a batch is one commit, and the body is bounded by the server.
                pipe.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            try
            {
                return new BatchBody(BatchReader.Read(read.Buffer, now));
            }
            catch (JsonException json)
            {
                throw new BadHttpRequestException("The batch can't be read.", StatusCodes.Status400BadRequest, json);
            }
            finally
            {
                pipe.AdvanceTo(read.Buffer.End);
            }
        }
    }
}
