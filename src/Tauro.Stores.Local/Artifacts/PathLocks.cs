namespace Tauro.Stores.Local.Artifacts;

/// <summary>Locks by path: operations on one path run one at a time; other paths are rarely blocked.</summary>
internal sealed class PathLocks
{
    private readonly SemaphoreSlim[] stripes = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    public async ValueTask<Handle> Take(string name, CancellationToken cancel)
    {
        var stripe = stripes[(uint)string.GetHashCode(name, StringComparison.Ordinal) % stripes.Length];
        await stripe.WaitAsync(cancel).ConfigureAwait(false);
        return new Handle(stripe);
    }

    public readonly struct Handle(SemaphoreSlim stripe) : IDisposable
    {
        public void Dispose() => stripe.Release();
    }
}
