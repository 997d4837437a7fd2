using System.Buffers;
using System.Text;
using System.Text.Json;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Contracts.Trail;
using Tauro.Stores.Access;
using Tauro.Stores.Events;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Local.Trails;
using Tauro.Stores.Trail;

namespace Tauro.Stores.Local.State;

/// <summary>
/// The changes of one commit, as bytes for the journal and as steps on the state. The state is not touched before the
/// bytes have a place to go. Used by the writer thread only, and reused.
/// </summary>
internal sealed class Change(TimeProvider time)
{
    // Some tags.
    private const int LittleBytes = 4_096;

    private readonly ReusedBuffer bytes = new();
    private readonly List<Action> steps = [];
    private readonly TrailDraft trail = new();
    private LocalState? state;
    private int events;
    private int documents;
    private int changedBytes;
    private bool hasPoints;

    public bool IsEmpty => steps.Count == 0;

    /// <summary>
    /// How it adds to memory. A deletion of artifacts is a document too, but must not be refused for lack of memory:
    /// what counts is whether there are more documents than it removes.
    /// </summary>
    public ChangeGrowth Growth =>
        documents > 0 || changedBytes > LittleBytes ? ChangeGrowth.Documents
        : hasPoints ? ChangeGrowth.Points
        : ChangeGrowth.None;

    public ReadOnlySpan<byte> Bytes => bytes.Written;

    /// <summary>Unix milliseconds, the same for the entire commit.</summary>
    public long Now { get; private set; }

    /// <summary>W3C trace context of the committing request, for events without their own.</summary>
    public string? Traceparent { get; set; }

    /// <summary>Who makes the change.</summary>
    public TrailActor Actor { get; set; } = CurrentActor.Value;

    /// <summary>The bytes that the commit has at least.</summary>
    public long BytesMin => bytes.Written.Length + trail.Bytes;

    public void Begin(LocalState current)
    {
        Clear();
        state = current;
        Now = time.GetUtcNow().ToUnixTimeMilliseconds();
    }

    /// <summary>Gives back the memory of a change that is applied or refused.</summary>
    public void Clear()
    {
        bytes.Clear();
        steps.Clear();
        trail.Clear();
        (events, documents, changedBytes, hasPoints) = (0, 0, 0, false);
    }

    public void Apply() => steps.ForEach(step => step());

    public void Put<T>(DocumentTable<T> table, T document) where T : class
    {
        var before = table.Find(table.KeyOf(document));
        var encoded = table.Encode(document);
        if (before is null && !table.IsBounded) documents++;
        else if (!table.IsStored && !table.IsBounded) changedBytes += encoded.Length;
        if (table.Trail is not null) trail.Add(table, table.KeyOf(document), document, encoded);
        Write(OpKind.Put, table.Id, encoded);
        steps.Add(() => table.Put(document, before));
    }

    /// <summary>Removes a document of any kind.</summary>
    /// <param name="table">Its table.</param>
    /// <param name="key">Its key.</param>
    /// <param name="isPurged">Whether the trail has only its digest.</param>
    public void Remove(DocumentTable table, string key, bool isPurged = false)
    {
        documents--;
        if (table.Trail is not null) trail.Add(table, key, null, null, isPurged);
        Write(OpKind.Remove, table.Id, Encoding.UTF8.GetBytes(key));
        steps.Add(() => table.ReplayRemove(key));
    }

    public void Patch<TPatch>(DocumentTable table, TPatch patch, Action step)
    {
        var encoded = JsonSerializer.SerializeToUtf8Bytes(patch, StoredJson.Options);
        changedBytes += encoded.Length;
        Write(OpKind.Patch, table.Id, encoded);
        steps.Add(step);
    }

    /// <summary>Records a patch in the trail.</summary>
    /// <inheritdoc cref="TrailDraft.AddPart"/>
    public void AddToTrail(DocumentTable table, object document, object before, object after) =>
        trail.AddPart(table, document, before, after);

    /// <summary>Begins the trail if there is none yet.</summary>
    public void BeginTrail() => trail.Begin();

    /// <summary>Adds the entries of the trail; called once, when the change is complete.</summary>
    public void CompleteTrail()
    {
        var tail = state!.Trail;
        var lines = Complete(tail.Last, large: true);
        // A large change must not be refused because the trail has it once more.
        if (bytes.Written.Length + lines.Sum(line => Op.HeaderBytes + (long)line.Bytes.Length) > Frame.PayloadBytesMax)
            lines = Complete(tail.Last, large: false);
        foreach (var line in lines)
        {
            Write(OpKind.Trail, TableId.None, line.Bytes);
            steps.Add(() => tail.Apply(line));
        }
    }

    private List<TrailLine> Complete(TrailHead head, bool large) =>
        [.. trail.Complete(
            head, Now, Actor, Traceparent, subject => FindWorkspace(subject.Stable ?? subject.Resource), large)];

    private WorkspaceName FindWorkspace(string resource) =>
        state!.FindWorkspace(resource, CurrentWorkspace.Known);

    public void AddPoints(ReadOnlySpan<byte> encoded, Action step)
    {
        hasPoints = true;
        Write(OpKind.Points, TableId.None, encoded);
        steps.Add(step);
    }

    public void AddEvent(LocalState state, PendingEvent pending)
    {
        var sequence = state.Events.LastApplied + ++events;
        var record = new EventRecord(
            sequence,
            $"{state.Service}/{sequence}",
            EventCatalog.NameOf(pending.Event),
            $"/tauro/{state.Service}",
            pending.Event.Subject,
            // Events are in the order of their times, also after the clock was set back.
            DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(Now, state.Events.LastTime)),
            EventCatalog.DataOf(pending.Event),
            pending.Traceparent ?? Traceparent,
            EventActor.GetType(Actor),
            EventActor.GetId(Actor))
        {
            Workspace = pending.Event.Workspace ?? FindWorkspace(pending.Event.Subject),
        };
        Write(OpKind.Event, TableId.None, JsonSerializer.SerializeToUtf8Bytes(record, TauroJson.Options));
        steps.Add(() => state.Events.Apply(record));
        state.EventAdded(this, pending.Event);
    }

    /// <summary>Adds a step on what is only in memory, after a change that is also in the journal.</summary>
    public void AddStep(Action step) => steps.Add(step);

    /// <exception cref="ChangeTooLargeException">The change does not fit into a frame of the journal.</exception>
    private void Write(OpKind kind, TableId table, ReadOnlySpan<byte> payload)
    {
        if (bytes.Written.Length + Op.HeaderBytes + (long)payload.Length > Frame.PayloadBytesMax)
            throw new ChangeTooLargeException(
                $"The change has more than {Frame.PayloadBytesMax} bytes as stored, the limit of one request. " +
                "Change fewer or smaller items at once.");
        Op.WriteHeader(bytes.GetSpan(Op.HeaderBytes), kind, table, payload.Length);
        bytes.Advance(Op.HeaderBytes);
        bytes.Write(payload);
    }
}
