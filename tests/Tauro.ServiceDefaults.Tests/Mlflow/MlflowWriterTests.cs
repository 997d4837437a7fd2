using System.Buffers;
using System.Text;
using System.Text.Json;
using Tauro.Contracts.Runs;
using Tauro.Mlflow;

namespace Tauro.ServiceDefaults.Tests.Mlflow;

public sealed class MlflowWriterTests
{
    [Theory]
    [InlineData(1, "1.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(1e300, "1E+300")]
    [InlineData(double.Epsilon, "5E-324")]
    [InlineData(-1.2345678901234567e-300, "-1.2345678901234568E-300")]
    [InlineData(double.NaN, "\"NaN\"")]
    [InlineData(double.PositiveInfinity, "1.7976931348623157E+308")]
    [InlineData(double.NegativeInfinity, "-1.7976931348623157E+308")]
    public void A_number_is_written_so_that_it_reads_as_a_double(double value, string written) => Assert.Equal(
        $$"""{"v":{{written}},"m":[{"key":"a","value":{{written}},"timestamp":3,"step":-2}]}""",
        Write(writer => writer.Number("v", value).Metrics("m", Metric("a", new LatestMetric(value, -2, 3)))));

    [Fact]
    public void Metrics_params_and_tags_are_written_without_garbage_per_item()
    {
        var metrics = Enumerable.Range(0, 1_000)
            .Select(i => KeyValuePair.Create($"metric {i}", new LatestMetric(i / 7.0, i, i))).ToArray();
        var pairs = Enumerable.Range(0, 1_000).Select(i => KeyValuePair.Create($"key {i}", $"value {i}")).ToArray();
        var buffer = new ArrayBufferWriter<byte>(1 << 20);
        Allocated();
        buffer.ResetWrittenCount();
        var bytes = Allocated();

        Assert.InRange(bytes, 0, 4_000);

        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            using var json = new Utf8JsonWriter(buffer, MlflowWriter.Options);
            json.WriteStartObject();
            new MlflowWriter(json).Metrics("metrics", metrics).Pairs("params", pairs);
            json.WriteEndObject();
            json.Flush();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static KeyValuePair<string, LatestMetric>[] Metric(string key, LatestMetric metric) => [new(key, metric)];

    private static string Write(Action<MlflowWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, MlflowWriter.Options);
        json.WriteStartObject();
        write(new MlflowWriter(json));
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
