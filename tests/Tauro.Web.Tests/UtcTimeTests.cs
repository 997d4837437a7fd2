using Tauro.Web.Parts;

namespace Tauro.Web.Tests;

public sealed class UtcTimeTests
{
    [Theory]
    [InlineData("2026-11-30T10:05", "2026-11-30T10:05:00.000Z")]
    [InlineData("2026-11-30T10:05:07", "2026-11-30T10:05:07.000Z")]
    [InlineData("2026-11-30T10:05:07+02:00", "2026-11-30T10:05:07+02:00")]
    [InlineData("2026-11-30T10:05:07Z", "2026-11-30T10:05:07.000Z")]
    [InlineData("1796034332502", "1796034332502")]
    [InlineData("yesterday", "yesterday"), InlineData("", ""), InlineData(null, null)]
    public void A_time_without_an_offset_is_in_UTC(string? input, string? expected) =>
        Assert.Equal(expected, UtcTime.ToApi(input));
}
