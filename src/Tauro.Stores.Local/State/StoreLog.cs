using Microsoft.Extensions.Logging;

namespace Tauro.Stores.Local.State;

internal static partial class StoreLog
{
    [LoggerMessage(5001, LogLevel.Information,
        "Opened {Folder}: {Documents} documents, last event {LastEvent}, {Frames} journal frames replayed")]
    public static partial void Opened(ILogger log, string folder, int documents, long lastEvent, long frames);

    [LoggerMessage(5002, LogLevel.Warning,
        "The journal in {Folder} ended in a batch of {Bytes} bytes that was never acknowledged; it is ignored")]
    public static partial void TornTail(ILogger log, string folder, long bytes);

    [LoggerMessage(5003, LogLevel.Warning, "Took over the folder {Folder} from {Holder}, which no longer runs")]
    public static partial void LockTakenOver(ILogger log, string folder, string holder);

    [LoggerMessage(5004, LogLevel.Error, "The journal could not be written; the batch was refused")]
    public static partial void JournalFailed(ILogger log, Exception exception);

    [LoggerMessage(5005, LogLevel.Warning, "The store was reloaded after the journal failed; it accepts writes again")]
    public static partial void Recovered(ILogger log);

    [LoggerMessage(5006, LogLevel.Error, "The store could not be reloaded after the journal failed; it will try again")]
    public static partial void RecoveryFailed(ILogger log, Exception exception);

    [LoggerMessage(5007, LogLevel.Debug,
        "Checkpoint {Generation}: {Documents} documents, {Points} points, {Events} events")]
    public static partial void Checkpoint(ILogger log, long generation, long documents, long points, long events);

    [LoggerMessage(5008, LogLevel.Error, "A checkpoint failed; nothing is lost, the journal still has everything")]
    public static partial void CheckpointFailed(ILogger log, Exception exception);

    [LoggerMessage(5009, LogLevel.Warning, "'{Path}' could not be deleted; it is not live and will be tried again")]
    public static partial void DeleteFailed(ILogger log, string path, Exception exception);

    [LoggerMessage(5010, LogLevel.Warning,
        "The artifact '{Path}' is stored but could not be moved to its path yet; it is read from incoming/ until then")]
    public static partial void PlaceFailed(ILogger log, string path, Exception exception);

    [LoggerMessage(5013, LogLevel.Error,
        "Segments could not be merged; nothing is lost, but reads and the next start take longer")]
    public static partial void MergeFailed(ILogger log, Exception exception);

    [LoggerMessage(5011, LogLevel.Error,
        "The secret of webhook {WebhookId} can't be decrypted; it is inactive. Restore its key, or set it again")]
    public static partial void SecretLost(ILogger log, string webhookId);

    [LoggerMessage(5012, LogLevel.Warning, "The deletion of {What} could not be completed; it is tried again soon")]
    public static partial void DeletionInterrupted(ILogger log, string what, Exception exception);

    [LoggerMessage(5014, LogLevel.Warning,
        "The missing index '{Path}' could not be written again; queries of the trail that need it fail")]
    public static partial void IndexNotRestored(ILogger log, string path, Exception exception);
}
