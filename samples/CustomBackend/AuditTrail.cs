using System.Text.Json;

namespace CustomBackend;

/// <summary>A file with a JSON line per change, which is on disk when <see cref="Add"/> returns.</summary>
internal sealed class AuditTrail : IDisposable
{
    private readonly SemaphoreSlim gate = new(1);
    private readonly FileStream file;
    private readonly TimeProvider clock;

    public AuditTrail(IConfiguration configuration, TimeProvider clock)
    {
        this.clock = clock;
        file = new FileStream(configuration["AUDIT_TRAIL"] ?? "audit.jsonl", FileMode.Append, FileAccess.Write);
    }

    public async ValueTask Add(string what, string subject)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(new { time = clock.GetUtcNow(), what, subject });
        await gate.WaitAsync();
        try
        {
            file.Write(line);
            file.WriteByte((byte)'\n');
            file.Flush(flushToDisk: true);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose()
    {
        file.Dispose();
        gate.Dispose();
    }
}
