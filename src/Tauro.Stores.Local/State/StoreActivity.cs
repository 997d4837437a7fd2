namespace Tauro.Stores.Local.State;

/// <summary>What a store does beside taking commits.</summary>
internal enum StoreActivity
{
    Idle,
    Checkpoint,
    Compaction,
}
