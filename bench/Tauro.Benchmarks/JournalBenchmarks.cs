using BenchmarkDotNet.Attributes;
using Tauro.Stores.Local.Journals;

namespace Tauro.Benchmarks;

/// <summary>Appends and syncs one frame; the baseline writes and syncs as many bytes to a plain file.</summary>
[MemoryDiagnoser]
public class JournalBenchmarks
{
    private const int SegmentBytes = 64 << 20;
    private const int BareBytes = 16 << 20;
    private readonly TemporaryDisk disk = new();
    private Journal journal = null!;
    private FileStream bare = null!;
    private byte[] payload = [];

    [Params(256, 24 * 1024)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        payload = new byte[Bytes];
        new Random(1).NextBytes(payload);
        journal = Journal.Open(disk.Disk, "journal", 1, new JournalOptions(SegmentBytes), (_, _) => { }, out _);
        bare = new FileStream(Path.Combine(disk.Folder, "bare"), FileMode.CreateNew);
        bare.Write(new byte[BareBytes]);
        bare.Flush(flushToDisk: true);
    }

    [Benchmark(Baseline = true)]
    public void WriteAndSync()
    {
        if (bare.Position + Bytes > BareBytes) bare.Position = 0;
        bare.Write(payload);
        bare.Flush(flushToDisk: true);
    }

    [Benchmark]
    public void Append()
    {
        if (journal.RemainingBytes < Bytes)
        {
            journal.Rotate(Bytes);
            journal.RetireBefore(journal.NextSequence);
            journal.DeleteRetired();
        }

        journal.Append(payload);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        journal.Dispose();
        bare.Dispose();
        disk.Dispose();
    }
}
