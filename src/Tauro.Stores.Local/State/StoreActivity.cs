namespace Tauro.Stores.Local.State;

/// <summary>What a store does in the background, besides commits.</summary>
internal enum StoreActivity
{
    Idle,
    Checkpoint,
    Compaction,
}
