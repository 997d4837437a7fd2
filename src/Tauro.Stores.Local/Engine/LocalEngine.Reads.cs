namespace Tauro.Stores.Local.Engine;

internal sealed partial class LocalEngine<TState>
{
    /// <summary>Reads from memory, and returns when everything that was read is durable.</summary>
    public async ValueTask<T> Read<T>(Func<TState, T> read)
    {
        var seen = State;
        var found = read(seen);
        await Barrier(seen).ConfigureAwait(false);
        return found;
    }
}
