using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;

namespace Tauro.ServiceDefaults;

public static class StreamedBodyConvention
{
    /// <summary>For artifacts: the JSON body limit does not apply; the handler limits what it reads.</summary>
    public static TBuilder WithStreamedBody<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new StreamedBody());

    /// <summary>For a route whose body may be larger than <c>Limits.JsonBodyBytesMax</c>.</summary>
    public static TBuilder WithBodyLimit<TBuilder>(this TBuilder endpoint, long bytesMax)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequestSizeLimitAttribute(bytesMax));
}
