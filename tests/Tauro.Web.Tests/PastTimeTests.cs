using Tauro.Web.Parts;

namespace Tauro.Web.Tests;

public sealed class PastTimeTests
{
    [Theory]
    [InlineData(null, null, true), InlineData(null, 1_000L, false), InlineData(1_000L, 2_000L, true)]
    [InlineData(1_001L, null, false), InlineData(500L, 1_000L, false)]
    public void Something_was_there_from_its_begin_until_its_end(long? from, long? to, bool isThere) =>
        Assert.Equal(isThere, PastTime.Parse("1970-01-01T00:00:01").IsWithin(from, to));

    [Fact]
    public void In_the_present_only_open_periods_count()
    {
        var present = PastTime.Parse(null);

        Assert.True(present.IsWithin(1_000, null));
        Assert.False(present.IsWithin(1_000, 2_000));
        Assert.Equal("models/a", present.Link("models/a"));
    }

    [Fact]
    public void What_is_no_time_is_left_to_the_API() => Assert.Equal("yesterday", PastTime.Parse("yesterday").Value);

    [Fact]
    public void Links_keep_the_time() => Assert.Equal(
        "models/a?as_of=2026-03-01T12%3A00%3A00.000Z", PastTime.Parse("2026-03-01T12:00").Link("models/a"));
}
