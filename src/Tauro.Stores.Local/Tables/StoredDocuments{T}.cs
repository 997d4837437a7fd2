namespace Tauro.Stores.Local.Tables;

/// <summary>
/// The documents of a table that may be larger than memory: those that changed since the last checkpoint are in memory,
/// and all others are read from their segment. The most recently read short ones are cached.
/// </summary>
/// <param name="decode">Decodes a line of a segment.</param>
/// <param name="complete">Completes a document with what is not part of its stored form.</param>
internal sealed class StoredDocuments<T>(Func<ReadOnlySpan<byte>, T> decode, Func<T, T> complete) : DocumentMap<T>
    where T : class
{
    private const int CacheSlots = 16_384;
    private const int CachedBytesMax = 4_096;

    private readonly KeyIndex keys = new();
    private readonly ChunkedArray<Entry> entries = new();
    private readonly Cached?[] cache = new Cached?[CacheSlots];
    private Cached? lastLong;

    public DocumentFiles Files { get; } = new();

    /// <summary>Called with a number when it and the others of its chunk were removed and take no memory now.</summary>
    public Action<int>? Freed { get; set; }

    public override int Count => keys.Count;

    public override IEnumerable<string> Keys => Numbers.Select(keys.KeyAt);

    public override IEnumerable<T> All => Numbers.Select(Get).OfType<T>();

    /// <summary>The numbers of all documents.</summary>
    private IEnumerable<int> Numbers
    {
        get
        {
            for (var number = 0; number < keys.End; number++)
                if (Volatile.Read(ref entries[number].IsLive)) yield return number;
        }
    }

    /// <summary>Returns the number of a document, or <see cref="KeyIndex.Missing"/>. It never changes.</summary>
    public int NumberOf(ReadOnlySpan<char> key) => keys.Find(key);

    public string KeyAt(int number) => keys.KeyAt(number);

    public override T? Find(string key) => keys.Find(key) is >= 0 and var number ? Get(number) : null;

    /// <summary>Finds a document as it was written; null if it does not exist.</summary>
    public T? FindUnderived(string key) => keys.Find(key) is >= 0 and var number ? Read(number) : null;

    public override T? Find(string key, T? known) => keys.Find(key) is not (>= 0 and var number)
        ? null
        : Volatile.Read(ref entries[number].Document) is { } inMemory ? complete(inMemory) : known ?? Get(number);

    /// <summary>Gets a document by its number; null when it was removed.</summary>
    public T? Get(int number) => Read(number) is { } document ? complete(document) : null;

    /// <summary>
    /// Gets the stored form of a document that is not in memory, which is valid until the next read of this thread.
    /// </summary>
    public bool TryGetLine(int number, out ReadOnlySpan<byte> line)
    {
        line = default;
        ref var entry = ref entries[number];
        return Volatile.Read(ref entry.IsLive) && Volatile.Read(ref entry.Document) is null
            && LocationOf(ref entry) is { } location && TryRead(ref entry, location, out line);
    }

    /// <summary>Whether a document is in memory, in a version that may not be stored.</summary>
    public bool IsInMemory(int number) => Volatile.Read(ref entries[number].Document) is not null;

    public override void Put(string key, T document) => Volatile.Write(ref entries[Add(key)].Document, document);

    public override void Remove(string key)
    {
        if (keys.Find(key) is not (>= 0 and var number)) return;
        ref var entry = ref entries[number];
        Volatile.Write(ref entry.IsLive, false);
        entry.Document = null;
        if (!keys.Remove(key)) return;
        entries.Free(number);
        Freed?.Invoke(number);
    }

    /// <summary>Adds a key that may be there already, and returns its number.</summary>
    public int Add(string key)
    {
        var number = keys.Find(key);
        if (number >= 0) return number;
        entries.Grow(keys.End);
        entries[keys.End].IsLive = true;
        return keys.Add(key);
    }

    /// <summary>Sets where a document is stored.</summary>
    public void Locate(int number, StoredLocation location)
    {
        ref var entry = ref entries[number];

        // A reader that finds the same position before and after the content has both of the same line.
        Volatile.Write(ref entry.Position, 0);
        Volatile.Write(ref entry.Content, location.Content);
        Volatile.Write(ref entry.Position, location.Position);
    }

    /// <summary>
    /// Sets where a document is stored that was in one of <paramref name="files"/> until now, and not elsewhere.
    /// </summary>
    public void Move(int number, StoredLocation location, IReadOnlySet<int> files)
    {
        if (LocationOf(ref entries[number]) is { } before && files.Contains(before.File)) Locate(number, location);
    }

    /// <summary>Removes the document from memory. What is stored must be at least this version.</summary>
    public void Release(int number) => Volatile.Write(ref entries[number].Document, null);

    private T? Read(int number)
    {
        while (true)
        {
            ref var entry = ref entries[number];
            if (!Volatile.Read(ref entry.IsLive)) return null;
            if (Volatile.Read(ref entry.Document) is { } inMemory) return inMemory;
            if (LocationOf(ref entry) is not { } location) continue;
            ref var slot = ref cache[number & (CacheSlots - 1)];
            var cached = location.Length <= CachedBytesMax ? Volatile.Read(ref slot) : Volatile.Read(ref lastLong);
            if (cached?.Position == location.Position) return cached.Document;
            if (!TryRead(ref entry, location, out var line)) continue;
            var document = decode(line);
            var read = new Cached(location.Position, document);
            if (line.Length <= CachedBytesMax) Volatile.Write(ref slot, read);
            else Volatile.Write(ref lastLong, read);
            return document;
        }
    }

    /// <summary>Reads a line. Returns false when the document is elsewhere by now.</summary>
    private bool TryRead(ref Entry entry, StoredLocation location, out ReadOnlySpan<byte> line)
    {
        if (Files.TryRead(location, out line)) return true;
        if (LocationOf(ref entry) == location && Volatile.Read(ref entry.IsLive))
            throw new StorageUnavailableException("The store was closed or reloaded during the read. Try again.");
        return false;
    }

    private static StoredLocation? LocationOf(ref Entry entry)
    {
        var position = Volatile.Read(ref entry.Position);
        var content = Volatile.Read(ref entry.Content);
        return position != 0 && position == Volatile.Read(ref entry.Position)
            ? StoredLocation.From(position, content)
            : null;
    }

    private struct Entry
    {
        /// <summary>The document while it is in memory: in a version that is not stored, or not yet.</summary>
        public T? Document;

        public long Position;

        public long Content;

        public bool IsLive;
    }

    private sealed record Cached(long Position, T Document);
}
