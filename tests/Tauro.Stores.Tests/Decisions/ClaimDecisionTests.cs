using Tauro.Stores.Decisions;
using Tauro.Stores.Events;

namespace Tauro.Stores.Tests.Decisions;

public sealed class ClaimDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly FollowerClaim Held = ClaimWrites.Take(null, "relay", "a", Minute, Now);

    [Fact]
    public void The_first_claim_has_the_number_1() =>
        Assert.Equal(new FollowerClaim("relay", "a", 1, Now + Minute), Held);

    [Fact]
    public void A_claim_of_another_holder_is_valid_until_it_expires()
    {
        Assert.Equal(Held, Taken(Held.Expires - TimeSpan.FromTicks(1)));
        Assert.Equal(("b", 2), Shown(Taken(Held.Expires)));

        static FollowerClaim Taken(DateTimeOffset now) => ClaimWrites.Take(Held, "relay", "b", Minute, now);
    }

    [Fact]
    public void The_number_of_a_released_claim_is_not_used_again()
    {
        var left = ClaimWrites.Release(Held, Held);
        Assert.False(ClaimWrites.IsCurrent(left, Held));
        Assert.Equal(("b", 3), Shown(ClaimWrites.Take(left, "relay", "b", Minute, Now)));
    }

    [Fact]
    public void Writes_with_an_older_claim_change_nothing()
    {
        var newer = ClaimWrites.Take(Held, "relay", "a", Minute, Now);

        Assert.Null(ClaimWrites.Renew(newer, Held, Minute, Now));
        Assert.Null(ClaimWrites.Release(newer, Held));
        foreach (var refused in new[]
        {
            CursorWrites.Set(Held, newer, null, new EventCursor(1)),
            CursorWrites.Set(Held, null, null, new EventCursor(1)),
            CursorWrites.Reset(Held, newer, new EventCursor(1)),
        })
        {
            Assert.False(refused.Value);
            Assert.Empty(refused.Facts);
        }
    }

    [Fact]
    public void A_cursor_only_moves_forward()
    {
        Assert.Equal(
            new CursorFact.PutCursor("relay", new EventCursor(8)),
            Assert.Single(CursorWrites.Set(Held, Held, new EventCursor(7), new EventCursor(8)).Facts));
        var back = CursorWrites.Set(Held, Held, new EventCursor(8), new EventCursor(7));
        Assert.True(back.Value);
        Assert.Empty(back.Facts);
    }

    [Fact]
    public void Only_an_existing_cursor_is_removed()
    {
        Assert.Equal(
            new CursorFact.RemoveCursor("relay"),
            Assert.Single(CursorWrites.Reset(Held, Held, new EventCursor(1)).Facts));
        Assert.Empty(CursorWrites.Reset(Held, Held, null).Facts);
    }

    private static (string, long) Shown(FollowerClaim claim) => (claim.Holder, claim.Fence);
}
