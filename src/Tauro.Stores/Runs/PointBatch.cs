using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;

namespace Tauro.Stores.Runs;

/// <summary>
/// Points for one run, grouped by key, ready for the journal. Encoded as <c>u16 run id length · run id · u32 keys</c>,
/// then for each key <c>u16 key length · key · u32 points · i64 steps… · i64 timestamps… · f64 values…</c>,
/// little-endian.
/// </summary>
public sealed class PointBatch
{
    private Dictionary<string, KeyPoints>? byKey;

    private PointBatch(RunId runId, IReadOnlyList<KeyPoints> keys, byte[] encoded) =>
        (RunId, Keys, Encoded) = (runId, keys, encoded);

    public RunId RunId { get; }

    public IReadOnlyList<KeyPoints> Keys { get; }

    public byte[] Encoded { get; }

    /// <summary>Finds the points of a key; null for none. For one thread at a time.</summary>
    public KeyPoints? Find(string key)
    {
        if (Keys.Count == 1) return Keys[0].Key == key ? Keys[0] : null;
        byKey ??= Keys.ToDictionary(points => points.Key, StringComparer.Ordinal);
        return byKey.GetValueOrDefault(key);
    }

    /// <summary>Encodes points on the caller's thread, so that the writer thread only copies bytes.</summary>
    public static PointBatch From(RunId runId, IReadOnlyList<MetricPoint> points)
    {
        var keys = Group(points);
        var size = 2 + Encoding.UTF8.GetByteCount(runId) + 4;
        foreach (var key in keys) size += 2 + Encoding.UTF8.GetByteCount(key.Key) + 4 + key.Count * 24;
        var encoded = new byte[size];
        var at = WriteString(encoded, 0, runId);
        BinaryPrimitives.WriteInt32LittleEndian(encoded.AsSpan(at), keys.Count);
        at += 4;
        foreach (var key in keys)
        {
            at = WriteString(encoded, at, key.Key);
            BinaryPrimitives.WriteInt32LittleEndian(encoded.AsSpan(at), key.Count);
            at = WriteNumbers(encoded, at + 4, MemoryMarshal.AsBytes(key.Steps.Span));
            at = WriteNumbers(encoded, at, MemoryMarshal.AsBytes(key.Timestamps.Span));
            at = WriteNumbers(encoded, at, MemoryMarshal.AsBytes(key.Values.Span));
        }

        return new PointBatch(runId, keys, encoded);
    }

    public static PointBatch Read(ReadOnlySpan<byte> bytes)
    {
        var encoded = bytes.ToArray();
        var at = 0;
        var runId = new RunId(ReadString(encoded, ref at));
        var keys = new KeyPoints[ReadInt(encoded, ref at)];
        for (var i = 0; i < keys.Length; i++)
        {
            var key = ReadString(encoded, ref at);
            var count = ReadInt(encoded, ref at);
            keys[i] = new KeyPoints(
                key, ReadNumbers<long>(encoded, ref at, count), ReadNumbers<long>(encoded, ref at, count),
                ReadNumbers<double>(encoded, ref at, count));
        }

        return new PointBatch(runId, keys, encoded);
    }

    private static List<KeyPoints> Group(IReadOnlyList<MetricPoint> points)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < points.Count; i++)
            CollectionsMarshal.GetValueRefOrAddDefault(counts, points[i].Key, out _)++;
        var groups = new Dictionary<string, Columns>(counts.Count, StringComparer.Ordinal);
        foreach (var (key, count) in counts) groups.Add(key, new Columns(count));
        for (var i = 0; i < points.Count; i++) groups[points[i].Key].Add(points[i]);
        return [.. groups.Select(group => group.Value.ToKeyPoints(group.Key))];
    }

    private static int WriteString(byte[] target, int at, string value)
    {
        var length = Encoding.UTF8.GetBytes(value, target.AsSpan(at + 2));
        BinaryPrimitives.WriteUInt16LittleEndian(target.AsSpan(at), (ushort)length);
        return at + 2 + length;
    }

    private static int WriteNumbers(byte[] target, int at, ReadOnlySpan<byte> numbers)
    {
        numbers.CopyTo(target.AsSpan(at));
        return at + numbers.Length;
    }

    private static string ReadString(byte[] source, ref int at)
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(source.AsSpan(at));
        var value = Encoding.UTF8.GetString(source, at + 2, length);
        at += 2 + length;
        return value;
    }

    private static int ReadInt(byte[] source, ref int at)
    {
        var value = BinaryPrimitives.ReadInt32LittleEndian(source.AsSpan(at));
        at += 4;
        return value;
    }

    private static T[] ReadNumbers<T>(byte[] source, ref int at, int count) where T : struct
    {
        var numbers = MemoryMarshal.Cast<byte, T>(source.AsSpan(at, count * 8)).ToArray();
        at += count * 8;
        return numbers;
    }

    private sealed class Columns(int capacity)
    {
        private readonly long[] steps = new long[capacity];
        private readonly long[] timestamps = new long[capacity];
        private readonly double[] values = new double[capacity];
        private int count;

        public void Add(in MetricPoint point)
        {
            (steps[count], timestamps[count], values[count]) = (point.Step, point.Timestamp, point.Value);
            count++;
        }

        public KeyPoints ToKeyPoints(string key) => new(key, steps, timestamps, values);
    }
}
