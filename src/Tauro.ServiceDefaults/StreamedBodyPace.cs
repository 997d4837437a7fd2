using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Tauro.ServiceDefaults;

/// <summary>
/// Lets a streamed body pause. Kestrel's default, at least 240 bytes per second after 5 seconds, would disconnect a
/// client that trains between two chunks of its upload. Ten minutes without a byte still end the request.
/// </summary>
public sealed class StreamedBodyPace(RequestDelegate next)
{
    private static readonly MinDataRate Relaxed = new(bytesPerSecond: 1, gracePeriod: TimeSpan.FromMinutes(10));

    /// <summary>Allows pauses for a request whose endpoint can't be marked.</summary>
    public static void Relax(HttpContext context)
    {
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } request) request.MinDataRate = Relaxed;
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } response) response.MinDataRate = Relaxed;
    }

    public Task Invoke(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<StreamedBody>() is not null) Relax(context);
        return next(context);
    }
}
