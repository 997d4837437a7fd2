using System.Text;
using System.Text.Json;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Contracts.Retention;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Metrics;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Local.Trails;

namespace Tauro.Stores.Local.State;

/// <summary>
/// The state of a service, in memory: a pure function of its segments and journal. One thread writes, any may read.
/// </summary>
internal abstract class LocalState
{
    private Dictionary<TableId, DocumentTable> byId = [];

    /// <param name="service"><c>tracking</c> or <c>registry</c>.</param>
    /// <param name="artifactStem">The folder of segments about artifacts, for example <c>runs</c>.</param>
    /// <param name="artifactResource">Returns the resource of the artifact at a path.</param>
    protected LocalState(string service, string artifactStem, Func<string, string> artifactResource)
    {
        Service = service;
        Artifacts = new ArtifactTable(artifactStem, ArtifactBytes)
        {
            Trail = new TrailRule<StoredArtifact>("artifact", artifact => artifactResource(artifact.Path)),
        };
        Uploads = new UploadTable(artifactStem, ArtifactBytes);
        Parts = new(TableId.Parts, $"{artifactStem}/parts", StoredPart.KeyOf, part => part.UploadId);
        Deletions = new(TableId.Deletions, $"{artifactStem}/deletions", deletion => deletion.DeletionId);
    }

    public string Service { get; }

    /// <summary>When it was loaded; Unix milliseconds.</summary>
    public long LoadedAt { get; set; }

    public IReadOnlyList<DocumentTable> Tables { get; private set; } = [];

    /// <summary>
    /// The tables that a reset empties: those that only this service has, and those of retention. A table refers only
    /// to documents of tables before it.
    /// </summary>
    public IReadOnlyList<DocumentTable> OwnTables { get; private set; } = [];

    public DocumentTable<StoredCursor> Cursors { get; } =
        new(TableId.Cursors, "events/cursors", cursor => cursor.Follower) { IsBounded = true };

    public ArtifactTable Artifacts { get; }

    /// <summary>
    /// The bytes of the artifacts and uploads of each experiment or model; those of none are in <c>default</c>.
    /// </summary>
    public WorkspaceTotals ArtifactBytes { get; } = new();

    public UploadTable Uploads { get; }

    public GroupedTable<StoredPart> Parts { get; }

    public DocumentTable<StoredDeletion> Deletions { get; }

    public DocumentTable<DeadEvent> DeadEvents { get; } =
        new(TableId.DeadEvents, "events/dead", dead => dead.Id)
        {
            Trail = new TrailRule<DeadEvent>("dead_event", dead => $"events/dead/{dead.Id}") { OnlyRemovals = true },
        };

    public VersionedTable<RetentionPolicy> RetentionPolicies { get; } = new(
        TableId.RetentionPolicies, "retention/policies", policy => (policy.Name, policy.Version, policy.IsDeleted))
    {
        Trail = new TrailRule<RetentionPolicy>(
            "retention_policy", policy => $"retention/policies/{policy.Name}/versions/{policy.Version}"),
    };

    public DocumentTable<Hold> Holds { get; } = new(TableId.Holds, "retention/holds", hold => hold.Key)
    {
        Trail = new TrailRule<Hold>("hold", (hold, _) => new TrailSubject(
            $"{hold.Resource}/hold", hold.StableResource is { } stable ? $"{stable}/hold" : null)),
    };

    /// <summary>The last retention jobs. They free memory, so they can run when there is no more.</summary>
    public DocumentTable<RetentionJob> RetentionJobs { get; } =
        new(TableId.RetentionJobs, "retention/jobs", job => job.JobId) { IsBounded = true };

    public EventTail Events { get; } = new();

    public TrailTail Trail { get; } = new();

    /// <summary>The number of columns that searches use.</summary>
    public virtual int ColumnCount => 0;

    /// <summary>Metric points; null for a service without any.</summary>
    public virtual PointStore? Points => null;

    /// <summary>Returns the parts of an upload in the order of their positions.</summary>
    public IReadOnlyList<StoredPart> PartsOf(UploadId uploadId)
    {
        // In this order: a part is stored before the upload that counts it.
        var upload = Uploads.Find(uploadId);
        var parts = Parts.In(uploadId).OrderBy(part => part.Position).ToList();
        if (upload is not { PartsMax: null, ReceivedBytes: > 0 }) return parts;

        // Before parts had documents, the bytes of an upload were in one file with the upload's id.
        var end = parts is [var first, ..] ? first.Position : upload.ReceivedBytes;
        return end == 0 ? parts : [new StoredPart(uploadId, 0, end, null, uploadId), .. parts];
    }

    /// <summary>
    /// Returns a hold on what has the file at a path, or files below it; null for none. The root is deleted by a reset
    /// only, which also removes the holds.
    /// </summary>
    public Hold? HoldOnFiles(ArtifactPath path) => Holds.Count == 0 || path.IsRoot
        ? null
        : Holds.All.FirstOrDefault(hold => FoldersOf(hold).Any(folder =>
            folder.IsRoot || $"{path}/".StartsWith($"{folder}/", StringComparison.Ordinal)
            || $"{folder}/".StartsWith($"{path}/", StringComparison.Ordinal)));

    /// <summary>Returns the folders with the artifacts of what is on hold.</summary>
    protected abstract IEnumerable<ArtifactPath> FoldersOf(Hold hold);

    /// <summary>Whether a run exists; its metric points are kept as long as it does.</summary>
    public virtual bool HasRun(string runId) => false;

    /// <summary>Returns why artifacts at a path can't be read now; null if they can.</summary>
    public virtual StoreProblem? CheckReadable(ArtifactPath path) => null;

    /// <summary>Returns why decided facts can't be stored now; null if they can.</summary>
    public virtual StoreProblem? Check<TFact>(IReadOnlyList<TFact> facts) => null;

    /// <summary>Returns a more exact problem than a decision did, or the same.</summary>
    public virtual StoreProblem Explain(StoreProblem problem) => problem;

    /// <summary>The number of runs that were removed since the store opened.</summary>
    public virtual long RemovedRuns => 0;

    /// <summary>
    /// Returns the workspace of a resource that is changed; <c>default</c> for what is in none.
    /// </summary>
    /// <param name="resource">The resource, by its id if it has one.</param>
    /// <param name="current">The workspace of the request or job; null for none.</param>
    public virtual WorkspaceName FindWorkspace(string resource, WorkspaceName? current) =>
        current ?? WorkspaceName.Default;

    /// <summary>Returns the limit on the bytes of the service's artifacts; null for none.</summary>
    public virtual StorageQuota? FindBytesQuota(WorkspaceQuotas? quotas) => null;

    /// <summary>Adds to a change what follows from one of its events.</summary>
    public virtual void EventAdded(Change change, LifecycleEvent lifecycleEvent)
    {
    }

    /// <summary>Closes the files from which documents are read.</summary>
    public void Close()
    {
        foreach (var table in Tables) table.Close();
    }

    /// <summary>Whether a document stays when the store is emptied.</summary>
    public virtual bool SurvivesReset(DocumentTable table, string key) => false;

    /// <summary>Writes the content of a new store.</summary>
    public virtual void WriteDefaults(Change change)
    {
    }

    /// <summary>Applies a frame read back from the journal.</summary>
    public void Replay(ReadOnlySpan<byte> payload)
    {
        while (!payload.IsEmpty)
        {
            var op = Op.Next(ref payload);
            switch (op.Kind)
            {
                case OpKind.Put: Table(op.Table).ReplayPut(op.Bytes); break;
                case OpKind.Remove: Table(op.Table).ReplayRemove(Encoding.UTF8.GetString(op.Bytes)); break;
                case OpKind.Patch: Table(op.Table).ReplayPatch(op.Bytes); break;
                case OpKind.Event: Events.Apply(EventOf(op.Bytes)); break;
                case OpKind.Trail: Trail.Replay(op.Bytes); break;
                case OpKind.Points: ReplayPoints(op.Bytes); break;
                default: throw new StorageCorruptException(
                    $"The journal contains an operation of unknown kind {op.Kind}.");
            }
        }
    }

    /// <summary>Registers the service's own tables; each constructor calls it once.</summary>
    protected void SetTables(params IReadOnlyList<DocumentTable> tables)
    {
        OwnTables = [.. tables, RetentionPolicies, Holds, RetentionJobs];
        Tables = [Cursors, Artifacts, Uploads, Parts, Deletions, DeadEvents, .. OwnTables];
        byId = Tables.ToDictionary(table => table.Id);
    }

    protected virtual void ReplayPoints(ReadOnlySpan<byte> bytes) =>
        throw new StorageCorruptException($"The journal of {Service} contains metric points.");

    private static EventRecord EventOf(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<EventRecord>(json, TauroJson.Options)!;

    private DocumentTable Table(TableId id) => byId.TryGetValue(id, out var table)
        ? table
        : throw new StorageCorruptException($"The journal of {Service} names an unknown table {(byte)id}.");
}
