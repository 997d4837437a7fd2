using System.IO.Hashing;
using System.Text.Json;
using Tauro.Contracts.Json;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Manifests;

namespace Tauro.Stores.Local.Tests.Events;

/// <summary>A disk with one file, of events of 1 MiB each, which takes no memory.</summary>
internal sealed class LongEventDisk : Disk
{
    private const int LineBytes = 1 << 20;

    public LongEventDisk(int lines)
    {
        Lines = lines;
        using var file = Open("");
        var (hash, block) = (new XxHash3(), new byte[LineBytes]);
        for (var line = 0L; line < lines; line++)
        {
            file.Read(block, line * LineBytes);
            hash.Append(block);
        }

        Entry = new ManifestFile(
            ManifestFileKind.Events, "events/long", file.Length, FileChecksum.Compute(hash), lines, null, 1, lines);
    }

    public int Lines { get; }

    public ManifestFile Entry { get; }

    public override DiskFile Open(string path, bool write = false) => new LongFile(Lines);

    public override DiskFile Create(string path) => throw new NotSupportedException();

    public override bool FileExists(string path) => throw new NotSupportedException();

    public override void Rename(string from, string to) => throw new NotSupportedException();

    public override void Delete(string path) => throw new NotSupportedException();

    public override void CreateDirectory(string path) => throw new NotSupportedException();

    public override void DeleteEmptyDirectory(string path) => throw new NotSupportedException();

    public override IReadOnlyList<string> ListFiles(string directory) => throw new NotSupportedException();

    public override void SyncDirectory(string directory) => throw new NotSupportedException();

    public override long FreeBytes() => throw new NotSupportedException();

    public override IDisposable? TryLock(string path) => throw new NotSupportedException();

    public override string Describe(string path) => path;

    private sealed class LongFile(int lines) : DiskFile
    {
        public override long Length => (long)lines * LineBytes;

        public override int Read(Span<byte> buffer, long offset)
        {
            var total = (int)Math.Min(buffer.Length, Length - offset);
            for (var done = 0; done < total;)
            {
                var (line, at) = Math.DivRem(offset + done, LineBytes);
                var part = buffer[done..Math.Min(total, done + LineBytes - (int)at)];
                WriteLine(part, line, (int)at);
                done += part.Length;
            }

            return total;
        }

        /// <summary>Writes a part of a line: the event, spaces up to the length of a line, and a line feed.</summary>
        private static void WriteLine(Span<byte> part, long line, int at)
        {
            part.Fill((byte)' ');
            var json = JsonSerializer.SerializeToUtf8Bytes(EventFileTests.Event(line + 1, "x"), TauroJson.Options);
            if (at < json.Length) json.AsSpan(at, Math.Min(json.Length - at, part.Length)).CopyTo(part);
            if (at + part.Length == LineBytes) part[^1] = (byte)'\n';
        }

        public override void Write(ReadOnlySpan<byte> bytes, long offset) => throw new NotSupportedException();

        public override void SetLength(long length) => throw new NotSupportedException();

        public override void BeginSync(long offset, long length) => throw new NotSupportedException();

        public override void Sync() => throw new NotSupportedException();

        public override void Dispose()
        {
        }
    }
}
