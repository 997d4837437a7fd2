using Tauro.Contracts.Runs;
using Tauro.Web.Parts;

namespace Tauro.Web.Tests;

public sealed class FormatTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "0"), InlineData(-0.5, "-0.5"), InlineData(0.12345678, "0.123457"), InlineData(12345.5, "12345.5")]
    [InlineData(0.00001234, "1.234e-5"), InlineData(123456789, "1.2346e8"), InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "∞"), InlineData(double.NegativeInfinity, "−∞")]
    public void A_metric_has_six_digits(double value, string expected) => Assert.Equal(expected, Format.Number(value));

    [Theory]
    [InlineData(0L, "0 B"), InlineData(1023L, "1023 B"), InlineData(1536L, "1.5 KiB"), InlineData(1L << 40, "1 TiB")]
    [InlineData(null, "–")]
    public void Bytes_have_a_unit(long? bytes, string expected) => Assert.Equal(expected, Format.Bytes(bytes));

    [Theory]
    [InlineData(-5, "in the future"), InlineData(5, "just now"), InlineData(90, "1 min ago")]
    [InlineData(7_200, "2 h ago"), InlineData(3 * 86_400, "3 d ago"), InlineData(90 * 86_400, "2026-09-01")]
    public void A_time_is_in_relation_to_now(int secondsAgo, string expected) =>
        Assert.Equal(expected, Format.Ago(Now.AddSeconds(-secondsAgo), Now));

    [Fact]
    public void A_run_that_was_not_ended_lasts_until_now_only_while_it_is_running()
    {
        var run = new Run
        {
            RunId = new("r"), ExperimentId = new("1"), Name = "n", ArtifactUri = "",
            StartTime = Now.ToUnixTimeMilliseconds() - 61_000,
        };

        Assert.Equal("1m 1s", Format.Duration(run, Now));
        Assert.Equal("–", Format.Duration(run with { Status = RunStatus.Scheduled }, Now));
        Assert.Equal("2s", Format.Duration(run with { EndTime = run.StartTime + 2_000 }, Now));
    }
}
