using System.Text;
using Tauro.Stores.Local.Segments;

namespace Tauro.Stores.Local.Tests.Segments;

public sealed class RowGroupBoundsTests
{
    [Fact]
    public void Missing_bounds_exclude_nothing()
    {
        var bounds = new RowGroupBounds(1, null, null, null, null, null, null);

        Assert.True(bounds.MayHold("run"u8, "key"u8, 1, 2));
        Assert.Null(bounds.OnlySeries());
    }

    [Fact]
    public void A_bound_on_one_side_only_excludes_on_that_side()
    {
        var bounds = new RowGroupBounds(1, Utf8("b"), null, null, Utf8("m"), null, 10);

        Assert.True(bounds.MayHold("b"u8, "m"u8, 10, null));
        Assert.False(bounds.MayHold("a"u8, "m"u8, null, null));
        Assert.False(bounds.MayHold("b"u8, "n"u8, null, null));
        Assert.False(bounds.MayHold("b"u8, "m"u8, 11, null));
    }

    [Fact]
    public void Strings_are_compared_by_their_UTF8_bytes()
    {
        var bounds = new RowGroupBounds(1, Utf8("r"), Utf8("r"), Utf8("\uFF21"), Utf8("😀"), 0, 0);

        Assert.True(bounds.MayHold("r"u8, Utf8("😀"), null, null));
        Assert.False(bounds.MayHold("r"u8, Utf8("\uE000"), null, null));
    }

    private static byte[] Utf8(string value) => Encoding.UTF8.GetBytes(value);
}
