using Microsoft.AspNetCore.Builder;

namespace Tauro.ServiceDefaults;

public static class StreamedBodyConvention
{
    /// <summary>For artifacts: the JSON body limit does not apply; the handler limits what it reads.</summary>
    public static TBuilder WithStreamedBody<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new StreamedBody());
}
