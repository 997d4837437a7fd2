namespace Tauro.Stores;

/// <summary>Reports the health of a store to a health check, without touching its data.</summary>
public interface IStoreProbe
{
    ValueTask<StoreHealth> Check(CancellationToken cancel = default);
}
