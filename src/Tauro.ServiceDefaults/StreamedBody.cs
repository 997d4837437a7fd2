using Microsoft.AspNetCore.Http.Metadata;

namespace Tauro.ServiceDefaults;

/// <summary>Marks an endpoint whose body is a stream: the server sets no size limit and allows pauses.</summary>
public sealed class StreamedBody : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => null;
}
