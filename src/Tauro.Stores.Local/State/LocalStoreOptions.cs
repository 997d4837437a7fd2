using System.ComponentModel.DataAnnotations;

namespace Tauro.Stores.Local.State;

/// <summary>The embedded store's settings, from the configuration section <c>LocalStore</c>.</summary>
public sealed class LocalStoreOptions
{
    public const string Section = "LocalStore";

    /// <summary>The environment variable that sets <see cref="Path"/>.</summary>
    internal const string PathVariable = "TAURO_MLOPS_PATH";

    /// <summary>
    /// The folder of <c>experiment_tracking</c> and <c>model_registry</c>. Default <c>./mlops_data</c>; the environment
    /// variable <c>TAURO_MLOPS_PATH</c> sets it.
    /// </summary>
    [Required]
    public string Path { get; set; } = "./mlops_data";

    /// <summary>
    /// A file with the keys that encrypt the secrets of webhooks and hooks: one key of 64 hexadecimal digits per line,
    /// the newest first. By default, there is a random key in the registry's folder.
    /// </summary>
    public string? SecretsKeyFile { get; set; }

    /// <summary>Bytes preallocated for a journal segment. Default 16 MiB.</summary>
    [Range(64 << 10, 1 << 30)]
    public int JournalSegmentBytes { get; set; } = 16 << 20;

    /// <summary>Bytes of journal after which a checkpoint is written. Default 64 MiB.</summary>
    [Range(1 << 20, 1L << 40)]
    public long CheckpointJournalBytes { get; set; } = 64 << 20;

    /// <summary>
    /// Metric points waiting for a segment after which a checkpoint is written, or half of <see cref="PendingPoints"/>
    /// when that is less. Default 1,000,000.
    /// </summary>
    [Range(1_000, 100_000_000)]
    public long CheckpointPoints { get; set; } = 1_000_000;

    /// <summary>The longest that a change waits for a checkpoint. Default one minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>A metric of a run with no more points than this is kept in memory. Default 10,000.</summary>
    [Range(0, 10_000_000)]
    public int ResidentPointsPerSeries { get; set; } = 10_000;

    /// <summary>The total number of points kept in memory, 24 bytes each. Default 2,000,000.</summary>
    [Range(0, 1_000_000_000)]
    public long ResidentPoints { get; set; } = 2_000_000;

    /// <summary>
    /// The maximum number of points that wait for the journal or a segment, 24 bytes each. A batch above it waits a
    /// while for a checkpoint and is then refused with 429. Default 8,000,000.
    /// </summary>
    [Range(10_000, 1_000_000_000)]
    public long PendingPoints { get; set; } = 8_000_000;

    /// <summary>The maximum number of commits in the queue; more are refused with 429. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int QueuedCommits { get; set; } = 10_000;

    /// <summary>
    /// Bytes of the managed heap beyond which nothing is added: new documents and large changes are refused with 429,
    /// and points at an eighth more. Default 0, which means half of the memory that the process may use, for example of
    /// the limit of its container. The AppHost sets a quarter of the machine's memory for each service.
    /// </summary>
    [Range(0, 1L << 44)]
    public long MemoryBytes { get; set; }

    /// <summary>Bytes of one batch of commits, which share a sync. Default 4 MiB.</summary>
    [Range(64 << 10, 32 << 20)]
    public int BatchBytes { get; set; } = 4 << 20;

    /// <summary>Events kept in the history; the oldest are dropped, a file at a time. Default 1,000,000.</summary>
    [Range(10_000, 1_000_000_000)]
    public long EventsKept { get; set; } = 1_000_000;

    /// <summary>
    /// Free bytes on the disk below which writes are refused. Default 64 MiB. On a disk that fills up, artifacts are
    /// refused first, at four times as many free bytes; then segments are not merged, at three times; then checkpoints
    /// fail, at twice; and last the journal refuses all other writes.
    /// </summary>
    [Range(0, 1L << 40)]
    public long FreeBytesMin { get; set; } = 64 << 20;

    internal long CheckpointFreeBytesMin => 2 * FreeBytesMin;

    internal long CompactionFreeBytesMin => 3 * FreeBytesMin;

    internal long ArtifactFreeBytesMin => 4 * FreeBytesMin;

    /// <summary>The age at which an unfinished upload is deleted. Default seven days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan UploadAgeMax { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// Documents and artifacts that a purge removes per second, so that other requests do not notice it. Default
    /// 20,000.
    /// </summary>
    [Range(100, 10_000_000)]
    public int PurgedPerSecond { get; set; } = 20_000;

    /// <summary>Documents that one commit of a purge removes.</summary>
    internal int PurgedPerCommit { get; set; } = 1_000;

    /// <summary>Versions that one commit changes or removes; a change of more is divided.</summary>
    internal int VersionsPerCommit { get; set; } = 200;

    /// <summary>
    /// Whether journal segments and checkpoints are prepared, and interrupted deletions continued, in the background.
    /// Off in tests that count operations.
    /// </summary>
    internal bool Background { get; set; } = true;
}
