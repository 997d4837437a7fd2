using Microsoft.AspNetCore.Http.Metadata;

namespace Tauro.ServiceDefaults;

/// <summary>Marks an endpoint whose body is a stream: no size limit of the server, and pauses are allowed.</summary>
public sealed class StreamedBody : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => null;
}
