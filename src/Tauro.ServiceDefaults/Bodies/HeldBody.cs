namespace Tauro.ServiceDefaults.Bodies;

/// <summary>The memory that the body of one request takes from the budget, until the request ends.</summary>
public sealed class HeldBody : IDisposable
{
    private readonly BodyBudget budget;
    private long bytes;

    internal HeldBody(BodyBudget budget, Stream received) => (this.budget, Received) = (budget, received);

    /// <summary>
    /// The body as it was received. Its bytes do not count: it is for a handler that decompresses it and adds the
    /// decompressed bytes.
    /// </summary>
    public Stream Received { get; }

    /// <summary>Counts more bytes. Above the limit of all bodies, the request is refused with 429.</summary>
    public void Add(long more)
    {
        budget.Take(more, bytes);
        bytes += more;
    }

    public void Dispose() => budget.Return(bytes);
}
