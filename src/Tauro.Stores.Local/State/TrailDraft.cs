using System.Text.Encodings.Web;
using System.Text.Json;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Contracts.Trail;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Local.Trails;

namespace Tauro.Stores.Local.State;

/// <summary>
/// The entries of the trail about one commit. A document that the commit writes several times has one entry. Used by
/// the writing thread only, and reused.
/// </summary>
internal sealed class TrailDraft
{
    private const string TrailResource = "trail";

    /// <summary>
    /// The bytes of documents after which more that are removed are recorded by their digests, so that a commit that
    /// removes thousands fits into a frame of the journal.
    /// </summary>
    private const long BytesMax = 16 << 20;

    /// <summary>The bytes of an entry above which it has digests, if all are too large for the commit.</summary>
    private const int LargeBytes = 4_096;

    /// <summary>The bytes of a removed document above which only its digest is recorded.</summary>
    private const long DocumentBytesMax = 24 << 20;

    private static readonly JsonWriterOptions Format = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true,
    };

    private static readonly string[] Actions = [.. Enum.GetValues<TrailAction>().Select(ApiName.Get)];
    private static readonly string[] Kinds = [.. Enum.GetValues<ActorKind>().Select(ApiName.Get)];

    private readonly List<Touched> touched = [];
    private readonly Dictionary<(TableId, string), Touched> byKey = [];
    private readonly ReusedBuffer content = new();
    private Utf8JsonWriter? writer;
    private bool begins;

    /// <summary>The bytes of the documents in it, which its entries will have at least.</summary>
    public long Bytes { get; private set; }

    public void Clear()
    {
        content.Clear();
        writer?.Reset();
        touched.Clear();
        byKey.Clear();
        (begins, Bytes) = (false, 0);
    }

    /// <summary>Begins the trail if there is none, even if nothing else changes.</summary>
    public void Begin() => begins = true;

    /// <param name="table">A table with a rule.</param>
    /// <param name="key">The key of the document.</param>
    /// <param name="after">The document; null when it is removed.</param>
    /// <param name="encoded">Its JSON; null to encode it.</param>
    /// <param name="isPurged">Whether it is removed for good, so that the entry has its digest only.</param>
    public void Add(DocumentTable table, string key, object? after, byte[]? encoded, bool isPurged = false)
    {
        var rule = table.Trail!;
        if (rule.OnlyRemovals && after is not null) return;
        if (!byKey.TryGetValue((table.Id, key), out var change))
        {
            change = new Touched(rule, table.FindUnderived(key));
            if (change.Before is { } before) change.BeforeJson = table.EncodeObject(rule.Select(before));
            if (after is null && (isPurged || change.BeforeJson?.Length > DocumentBytesMax
                || (Bytes > BytesMax && !rule.KeepsLargeValues))) change.UseDigest();
            Bytes += change.BeforeJson?.Length ?? 0;
            touched.Add(change);
            byKey[(table.Id, key)] = change;
        }

        change.After = after;
        change.AfterJson = after is null ? null
            : rule.Select(after) is var selected && ReferenceEquals(selected, after) && encoded is not null ? encoded
            : table.EncodeObject(selected);
        Bytes += change.AfterJson?.Length ?? 0;
    }

    /// <summary>Adds a change of a part of a document.</summary>
    /// <param name="table">A table with a rule.</param>
    /// <param name="document">The document before or after it.</param>
    /// <param name="before">The changed members before it.</param>
    /// <param name="after">The changed members after it.</param>
    public void AddPart(DocumentTable table, object document, object before, object after)
    {
        var change = new Touched(table.Trail!, document) { After = document };
        change.BeforeJson = JsonSerializer.SerializeToUtf8Bytes(before, StoredJson.Options);
        change.AfterJson = JsonSerializer.SerializeToUtf8Bytes(after, StoredJson.Options);
        Bytes += change.BeforeJson.Length + change.AfterJson.Length;
        touched.Add(change);
    }

    /// <summary>Returns the entries, which follow those of the state.</summary>
    /// <param name="head">The last entry.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="actor">Who makes the change.</param>
    /// <param name="traceparent">W3C trace context.</param>
    /// <param name="findWorkspace">Returns the workspace of a resource.</param>
    /// <param name="large">Whether large entries are complete. Otherwise they have digests.</param>
    public IEnumerable<TrailLine> Complete(
        TrailHead head, long now, TrailActor actor, string? traceparent,
        Func<TrailSubject, WorkspaceName> findWorkspace, bool large)
    {
        if (head.Sequence == 0 && (begins || touched.Count > 0))
        {
            var began = Write(
                head, now, new TrailActor(ActorKind.System), TrailAction.Began, TrailResource,
                new TrailSubject(TrailResource), default, null, null, static _ => true)!;
            yield return began;
            head = began.Head;
        }

        foreach (var change in touched)
        {
            if ((change.Before ?? change.After) is not { } any) continue;
            var subject = change.Rule.GetSubject(change.After ?? any, FindPending);
            var action = change.Before is null ? TrailAction.Created
                : change.After is null ? TrailAction.Deleted : TrailAction.Updated;
            var previous = action == TrailAction.Updated
                ? change.Rule.GetSubject(change.Before!, FindBefore).Resource : subject.Resource;
            var renamedFrom = previous == subject.Resource ? null : previous;
            var workspace = findWorkspace(subject);
            var line = WriteEntry(change.Write);
            if (!large && line?.Bytes.Length > LargeBytes) line = WriteEntry(change.WriteDigests);
            if (line is null) continue;
            yield return line;
            head = line.Head;

            TrailLine? WriteEntry(Func<Utf8JsonWriter, bool> writeChange) => Write(
                head, now, actor, action, change.Rule.Kind, subject, workspace, renamedFrom, traceparent,
                writeChange);
        }
    }

    private object? FindPending(TableId table, string key) =>
        byKey.TryGetValue((table, key), out var change) ? change.After ?? change.Before : null;

    private object? FindBefore(TableId table, string key) =>
        byKey.TryGetValue((table, key), out var change) ? change.Before : null;

    /// <param name="writeChange">Writes what changed; returns false when nothing did.</param>
    private TrailLine? Write(
        TrailHead head, long now, TrailActor actor, TrailAction action, string kind, TrailSubject subject,
        WorkspaceName workspace, string? renamedFrom, string? traceparent, Func<Utf8JsonWriter, bool> writeChange)
    {
        content.Clear();
        writer ??= new Utf8JsonWriter(content, Format);
        writer.Reset(content);
        var (sequence, time) = (head.Sequence + 1, Math.Max(now, head.Time));
        writer.WriteStartObject();
        writer.WriteNumber("sequence", sequence);
        writer.WriteNumber("time", time);
        WriteActor(actor);
        writer.WriteString("action", Actions[(int)action]);
        writer.WriteString("kind", kind);
        writer.WriteString("resource", subject.Resource);
        WriteOptional("stable_resource", subject.Stable);
        WriteOptional("renamed_from", renamedFrom);
        if (workspace != WorkspaceName.Default) writer.WriteString("workspace", workspace);
        if (!writeChange(writer)) return null;
        WriteOptional("traceparent", traceparent);
        writer.WriteString("previous", head.Hash);
        writer.WriteEndObject();
        writer.Flush();
        var line = TrailLine.Complete(content.Written, out var hash);
        return new TrailLine(
            sequence, time, Actions[(int)action], kind, subject.Resource, subject.Stable, renamedFrom, head.Hash, hash,
            line)
        {
            Workspace = workspace,
        };
    }

    private void WriteActor(TrailActor actor)
    {
        writer!.WriteStartObject("actor");
        writer.WriteString("kind", Kinds[(int)actor.Kind]);
        WriteOptional("address", actor.Address);
        WriteOptional("user_agent", actor.UserAgent);
        WriteOptional("name", actor.Name);
        if (actor.Account is { } account)
        {
            writer.WriteStartObject("account");
            writer.WriteString("type", ApiName.Get(account.Type));
            writer.WriteString("id", account.Id);
            WriteOptional("key_id", account.KeyId);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private void WriteOptional(string name, string? value)
    {
        if (value is not null) writer!.WriteString(name, value);
    }

    private sealed class Touched(TrailRule rule, object? before)
    {
        private bool isDigest;

        public TrailRule Rule => rule;

        public object? Before => before;

        public object? After { get; set; }

        public byte[]? BeforeJson { get; set; }

        public byte[]? AfterJson { get; set; }

        public void UseDigest()
        {
            if (BeforeJson is null) return;
            BeforeJson = TrailDigest.Encode(BeforeJson);
            isDigest = true;
        }

        /// <summary>Writes the digests of the documents.</summary>
        public bool WriteDigests(Utf8JsonWriter writer)
        {
            WriteDigest("before", BeforeJson);
            WriteDigest("after", AfterJson);
            return true;

            void WriteDigest(string name, byte[]? json)
            {
                if (json is null) return;
                writer.WritePropertyName(name);
                writer.WriteRawValue(isDigest ? json : TrailDigest.Encode(json));
            }
        }

        public bool Write(Utf8JsonWriter writer)
        {
            var difference = new TrailDifference(writer, rule);
            if (BeforeJson is null) difference.Write("after", AfterJson);
            else if (AfterJson is null) difference.Write("before", BeforeJson);
            else
            {
                using var was = JsonDocument.Parse(BeforeJson);
                using var now = JsonDocument.Parse(AfterJson);
                if (!TrailDifference.Differ(was.RootElement, now.RootElement)) return false;
                difference.Write(was.RootElement, now.RootElement);
            }

            return true;
        }
    }
}
