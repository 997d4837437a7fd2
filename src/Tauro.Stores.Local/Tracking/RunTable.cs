using System.Collections.Concurrent;
using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Columns;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.Metrics;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Tracking;

/// <summary>
/// Runs by id and by experiment. A run that has not changed since the last checkpoint is in a segment, and only its
/// <see cref="RunHead"/> is in memory. A stored run has its latest metrics. While the metrics of a run are loaded,
/// those count.
/// </summary>
internal sealed class RunTable : DocumentTable<Run>
{
    private const string SegmentPath = "runs/runs";

    private readonly StoredDocuments<Run> documents;
    private readonly PointStore points;
    private readonly ConcurrentDictionary<string, ColumnTable> byExperiment = new(StringComparer.Ordinal);
    private readonly RunFields fields;

    public RunTable(
        PointStore points, DocumentTable<StoredInputs> inputs, ExperimentTable experiments, WorkspaceTotals counts)
        : this(points, inputs, experiments, counts, new StoredDocuments<Run>(
            json => Decode(json, SegmentPath), run => RunWrites.InStage(run, experiments.Find(run.ExperimentId))))
    {
    }

    private RunTable(
        PointStore points, DocumentTable<StoredInputs> inputs, ExperimentTable experiments, WorkspaceTotals counts,
        StoredDocuments<Run> documents) : base(TableId.Runs, SegmentPath, run => run.RunId, documents)
    {
        (this.points, this.documents) = (points, documents);
        fields = new RunFields(this, points, inputs);
        Heads = new RunHeads(
            experiments, counts, id => byExperiment.GetOrAdd(id, name => new ColumnTable(name, fields)));
        documents.Freed = Heads.Free;
    }

    /// <summary>Returns the runs that have model versions, of one experiment or of all.</summary>
    public IEnumerable<Run> Linked(ExperimentId? experimentId) => Columns(experimentId is { } id ? [id] : null)
        .SelectMany(runs => runs.All).Where(number => Heads[number].IsLinked).Select(At).OfType<Run>()
        .Where(run => run.ModelVersions.Count > 0);

    /// <summary>Returns the columns to search: the runs of some experiments, or of all.</summary>
    public IReadOnlyList<ColumnTable> Columns(IReadOnlyList<ExperimentId>? experimentIds) => experimentIds is null
        ? [.. byExperiment.Select(pair => pair.Value)]
        : [.. experimentIds.Distinct().Select(id => byExperiment.GetValueOrDefault(id)).OfType<ColumnTable>()];

    /// <summary>Enumerates the ids of the runs of an experiment.</summary>
    public IEnumerable<RunId> IdsIn(ExperimentId experimentId) =>
        byExperiment.GetValueOrDefault(experimentId)?.All.Select(number => new RunId(IdAt(number))) ?? [];

    public RunHeads Heads { get; }

    /// <summary>The number of runs that were removed since the store opened.</summary>
    public long RemovedCount { get; private set; }

    /// <summary>The number of columns of all experiments.</summary>
    public int ColumnCount => byExperiment.Sum(pair => pair.Value.ColumnCount);

    /// <summary>Whether a run exists.</summary>
    public bool Has(string runId) => documents.NumberOf(runId) >= 0;

    /// <summary>Gets a run by its number in the table; null when it was removed.</summary>
    public Run? At(int number) => number == ColumnTable.Removed ? null : documents.Get(number);

    /// <summary>
    /// Gets the stored form of a run that is not in memory, which is valid until the next read of this thread.
    /// </summary>
    public bool TryGetLine(int number, out ReadOnlySpan<byte> json) => documents.TryGetLine(number, out json);

    /// <summary>Gets the number of a run; negative when there is none.</summary>
    public int NumberOf(string runId) => documents.NumberOf(runId);

    /// <summary>
    /// Whether a run has a metric of which the range is not known, since an older version stored the run.
    /// </summary>
    public bool LacksRange(int number, string metric) => fields.LacksRange(number, metric);

    /// <summary>
    /// Sets the range of a metric's stored points, and stores it with the run; called by the writing thread. Returns
    /// false when the metric was unloaded since its points were read: then others may have been stored.
    /// </summary>
    public bool CompleteRange(string runId, MetricSeries series, MetricRange range)
    {
        if (LoadMetrics(runId) is not { } metrics) return true;
        if (metrics.Find(series.Key) != series) return false;
        lock (series) series.CompleteRange(range);
        Touch(runId);
        return true;
    }

    /// <summary>Returns the experiment of a run; null when there is no such run.</summary>
    public ExperimentId? ExperimentOf(RunId runId) =>
        documents.NumberOf(runId) is >= 0 and var number && Heads[number].Experiment is { } runs
            ? new ExperimentId(runs.Name)
            : null;

    public string IdAt(int number) => documents.KeyAt(number);

    /// <summary>Whether a run is running, deleted or not.</summary>
    public bool IsRunning(string runId) => Heads.Running.TryGetLastWrite(documents.NumberOf(runId), out _);

    /// <summary>Records that something was logged to a run.</summary>
    public void Wrote(string runId, long now) => Heads.Running.Wrote(documents.NumberOf(runId), now);

    /// <summary>Updates the columns of a run that has new points.</summary>
    /// <param name="batch">The points.</param>
    /// <param name="now">Unix milliseconds; 0 when they are read back from the journal.</param>
    public void PointsAdded(PointBatch batch, long now)
    {
        Touch(batch.RunId);
        if (documents.NumberOf(batch.RunId) is not (>= 0 and var number)) return;
        if (now > 0) Heads.Running.Wrote(number, now);
        var head = Heads[number];
        foreach (var added in batch.Keys) head.Experiment!.MetricChanged(head.Row, added.Key);
    }

    public Run WithMetrics(Run run) => points.Find(run.RunId) is { } series
        ? run with { Metrics = series.Latest() }
        : Find(run.RunId) is { } stored ? run with { Metrics = stored.Metrics } : run;

    public override object? FindUnderived(string key) => documents.FindUnderived(key);

    /// <param name="patch">The change.</param>
    /// <param name="known">The run, read when the change was decided, so that it is not read again.</param>
    public void Patch(RunPatch patch, Run? known = null)
    {
        if (documents.Find(patch.RunId, known) is { } run) Put(Patched(run, patch), run);
    }

    public static Run Patched(Run run, RunPatch patch)
    {
        var tags = StringMap.Merge(run.Tags, patch.Tags);
        if (patch.TagsRemoved is { } removed)
            tags = StringMap.From(tags.Where(tag => !removed.Contains(tag.Key)).ToDictionary());
        return run with
        {
            Params = StringMap.Merge(run.Params, patch.Params),
            Tags = tags,
            Name = tags.GetValueOrDefault(TagNames.RunName) ?? run.Name,
            LifecycleStage = patch.LifecycleStage ?? run.LifecycleStage,
            Status = patch.Status ?? run.Status,
            EndTime = patch.Status is null ? run.EndTime : patch.EndTime,
            LastUpdateTime = patch.LastUpdateTime,
        };
    }

    public override void ReplayPatch(ReadOnlySpan<byte> json) =>
        Patch(JsonSerializer.Deserialize<RunPatch>(json, StoredJson.Options)!);

    public override Action PrepareLoad(ReadOnlySpan<byte> json, StoredLocation location)
    {
        var head = StoredRunHead.Read(json);
        return () =>
        {
            var number = documents.Add(head.RunId);
            documents.Locate(number, location);
            Heads.Set(number, head, 0);
        };
    }

    public override string KeyOfLine(ReadOnlySpan<byte> json) => StoredRunHead.Read(json).RunId;

    public override bool IsStored => true;

    public override int OpenSegment(Disk disk, string path) => documents.Files.Open(disk, path);

    public override void CloseSegment(int number)
    {
        if (number > 0) documents.Files.Close(number);
    }

    public override void Close() => documents.Files.CloseAll();

    public override void Stored(int segment, ReadOnlySpan<StoredDocument> stored)
    {
        foreach (var (key, location) in stored)
        {
            // The run may have been removed, and even be a new one since.
            if (documents.NumberOf(key) is not (>= 0 and var number)) continue;
            documents.Locate(number, location with { File = segment });
            if (IsDirty(key)) continue;
            documents.Release(number);
            points.Stored(key, IsReleased);
        }
    }

    public override SegmentMove PrepareMove(
        Disk disk, IReadOnlyCollection<string> replaced, ManifestFile merged, Action check)
    {
        var before = documents.Files.NumbersOf(replaced);
        var segment = OpenSegment(disk, merged.Path);
        var moved = new List<(int Number, StoredLocation Location)>();
        try
        {
            DocumentSegment.ReadLines(disk, merged, (line, at) =>
            {
                if (DocumentSegment.IsRemoval(line) || documents.NumberOf(KeyOfLine(line)) is not (>= 0 and var number))
                    return;
                moved.Add((number, new StoredLocation(segment, at, line.Length, DocumentFiles.ChecksumOf(line))));
            }, check);
        }
        catch
        {
            CloseSegment(segment);
            throw;
        }

        var steps = moved.Chunk(StepDocuments).Select(few => (Action)(() =>
        {
            foreach (var (number, location) in few) documents.Move(number, location, before);
        })).ToList();
        steps.Add(() =>
        {
            foreach (var number in before) CloseSegment(number);
        });
        return new SegmentMove(segment, steps);
    }

    /// <summary>
    /// Returns the metrics of a run, which are loaded if they are not in memory; null when there is no such run. Called
    /// by the writing thread.
    /// </summary>
    public RunSeries? LoadMetrics(string runId)
    {
        if (Find(runId) is not { } run) return null;
        var loaded = points.Load(run.RunId, run.Metrics);
        if (IsReleased(runId)) points.Stored(runId, IsReleased);
        return loaded;
    }

    protected override Run ToStored(Run document) => points.Find(document.RunId) is { } series
        ? document with { Metrics = series.ToStored() }
        : WithMetrics(document);

    // A version that a change makes says nothing about the metrics.
    protected override Run Succeed(Run before, Run document) => document with { Metrics = before.Metrics };

    protected override void Changed(Run? before, Run? after)
    {
        if (after is null) return;
        Heads.Set(documents.NumberOf(after.RunId), new StoredRunHead(
            after.RunId, after.ExperimentId, after.Status == RunStatus.Running, after.LifecycleStage,
            after.ExperimentMoves, after.StartTime, after.ModelVersions.Count > 0), after.LastUpdateTime);
    }

    protected override bool RemoveLive(string key)
    {
        if (documents.NumberOf(key) is not (>= 0 and var number)) return false;
        var runs = Heads.Remove(number);
        if (runs.LiveCount == 0) byExperiment.TryRemove(runs.Name, out _);
        documents.Remove(key); // Last: it may free the head.
        points.Remove(key);
        RemovedCount++;
        return true;
    }

    private bool IsReleased(string runId) =>
        documents.NumberOf(runId) is >= 0 and var number && !documents.IsInMemory(number);
}
