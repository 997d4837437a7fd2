using System.Buffers;
using System.Text.Json;
using Tauro.ServiceDefaults.Bodies;

namespace Tauro.Tracking.Api.Runs;

/// <summary>Reads a complete JSON body, which is one commit, without the serializer.</summary>
internal static class JsonBody
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
        try
        {
            return await CompleteBody.Read(context, body => read(new ReadOnlySequence<byte>(body), now));
        }
        catch (JsonException json)
        {
            throw new BadHttpRequestException("The body can't be read.", StatusCodes.Status400BadRequest, json);
        }
    }
}
