using Tauro.Contracts.Runs;
using Tauro.Web.Parts;

namespace Tauro.Web.Tests;

public sealed class FormatTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "0"), InlineData(-0.5, "-0.5"), InlineData(0.12345678, "0.123457"), InlineData(12345.5, "12345.5")]
    [InlineData(0.00012345678, "0.000123457"), InlineData(12345.678912, "12345.7"), InlineData(-1234567.8, "-1234568")]
    [InlineData(0.00001234, "1.234e-5"), InlineData(123456789, "1.2346e8"), InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "∞"), InlineData(double.NegativeInfinity, "−∞")]
    public void A_metric_has_six_digits(double value, string expected) => Assert.Equal(expected, Format.Number(value));

    [Theory]
    [InlineData(0L, "0 B"), InlineData(1023L, "1023 B"), InlineData(1536L, "1.5 KiB"), InlineData(1L << 40, "1 TiB")]
    [InlineData(null, "–")]
    public void Bytes_have_a_unit(long? bytes, string expected) => Assert.Equal(expected, Format.Bytes(bytes));

    [Theory]
    [InlineData(-90, "in the future"), InlineData(-5, "just now"), InlineData(5, "just now")]
    [InlineData(90, "1 min ago")]
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
        Assert.Equal("–", Format.Duration(run with { EndTime = long.MaxValue }, Now));
        Assert.Equal("–", Format.Duration(run with { EndTime = run.StartTime - 1 }, Now));
    }

    [Theory]
    [InlineData("fraud", "\"fraud\""), InlineData("a\"); exit() #", "\"a\\\"); exit() #\"")]
    [InlineData("é 😀", "\"é 😀\""), InlineData("a\\b\n", "\"a\\\\b\\n\"")]
    public void Code_that_is_copied_contains_what_clients_wrote_as_a_literal(string value, string expected) =>
        Assert.Equal(expected, Format.Quoted(value));

    [Theory]
    [InlineData("fraud_v1", @"'%fraud\_v1%'"), InlineData("50%", @"'%50\%%'"), InlineData("it's", "'%it''s%'")]
    [InlineData(@"a\", @"'%a\\%'")]
    public void A_name_that_is_searched_is_no_pattern(string name, string expected) =>
        Assert.Equal($"name ILIKE {expected}", FilterText.ForName(name));

    [Theory]
    [InlineData("good", "good"), InlineData(" ", "7"), InlineData("", "7")]
    public void A_run_with_a_blank_name_is_shown_by_its_id(string name, string shown) =>
        Assert.Equal(shown, Format.Name(name, new Tauro.Contracts.Ids.RunId("7")));
}
