using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Tauro.ServiceDefaults.Bodies;

/// <summary>The memory that the body of one request takes from the budget, until the request ends.</summary>
public sealed class HeldBody : IDisposable
{
    private readonly BodyBudget budget;
    private long bytes;

    internal HeldBody(BodyBudget budget, HttpRequest request)
    {
        this.budget = budget;
        // A client that cannot announce a length is not refused sooner than one that announces the longest.
        Length = request.ContentLength
            ?? request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? 0;
        Received = new CountedBody(request.Body, budget.NewTimeout());
    }

    /// <summary>
    /// The body as it was received. Its bytes do not count: it is for a handler that decompresses it and adds the
    /// decompressed bytes. A read throws when the client takes too long.
    /// </summary>
    public Stream Received { get; }

    /// <summary>The bytes that it has taken.</summary>
    internal long Bytes => Interlocked.Read(ref bytes);

    /// <summary>The length that the client announced; otherwise the longest that it may have, or 0.</summary>
    internal long Length { get; }

    /// <summary>Counts more bytes. Above the limit of all bodies, the request is refused with 429.</summary>
    public void Add(long more)
    {
        budget.Take(this, more);
        Interlocked.Add(ref bytes, more);
    }

    public void Dispose() => budget.Return(this);
}
