namespace Tauro.Stores;

/// <summary>Tells a health check how a store is doing, without touching its data.</summary>
public interface IStoreProbe
{
    ValueTask<StoreHealth> Check(CancellationToken cancel = default);
}
