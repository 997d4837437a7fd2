using System.Buffers;
using System.Buffers.Text;

namespace Tauro.Load.Scenarios;

/// <summary>
/// Writes the JSON of points to one reused buffer, so that the driver takes little CPU time from the server. Each body
/// continues the series of the previous one, with ten keys per run.
/// </summary>
public sealed class PointBody(string run)
{
    public const int Keys = 10;
    private const long FirstTimestamp = 1_700_000_000_000;

    private readonly ArrayBufferWriter<byte> buffer = new(128 * 1024);
    private long written;

    /// <summary>Skips far ahead, so that several clients of one run write different points.</summary>
    public void SkipTo(int part) => written = part * (1L << 40);

    /// <summary>A body of <c>log-batch</c>.</summary>
    public ReadOnlyMemory<byte> Batch(int count)
    {
        Begin("{\"run_id\":\""u8);
        WriteString(run);
        buffer.Write("\",\"metrics\":["u8);
        for (var i = 0; i < count; i++)
        {
            buffer.Write(i == 0 ? "{"u8 : ",{"u8);
            WritePoint();
        }

        buffer.Write("],\"params\":[],\"tags\":[]}"u8);
        return buffer.WrittenMemory;
    }

    /// <summary>A body of <c>log-metric</c>.</summary>
    public ReadOnlyMemory<byte> Single()
    {
        Begin("{\"run_id\":\""u8);
        WriteString(run);
        buffer.Write("\","u8);
        WritePoint();
        return buffer.WrittenMemory;
    }

    private void Begin(ReadOnlySpan<byte> start)
    {
        buffer.ResetWrittenCount();
        buffer.Write(start);
    }

    private void WritePoint()
    {
        var (step, key) = Math.DivRem(written++, Keys);
        buffer.Write("\"key\":\"m"u8);
        WriteNumber(key);
        buffer.Write("\",\"value\":"u8);
        WriteNumber(1.0 / (step + 1 + key));
        buffer.Write(",\"timestamp\":"u8);
        WriteNumber(FirstTimestamp + step);
        buffer.Write(",\"step\":"u8);
        WriteNumber(step);
        buffer.Write("}"u8);
    }

    private void WriteString(string value) =>
        buffer.Advance(System.Text.Encoding.ASCII.GetBytes(value, buffer.GetSpan(value.Length)));

    private void WriteNumber(long number)
    {
        Utf8Formatter.TryFormat(number, buffer.GetSpan(32), out var length);
        buffer.Advance(length);
    }

    private void WriteNumber(double number)
    {
        Utf8Formatter.TryFormat(number, buffer.GetSpan(32), out var length);
        buffer.Advance(length);
    }
}
