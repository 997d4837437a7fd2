using Tauro.Stores.Events;

namespace Tauro.Stores.ContractTests;

/// <summary>Tests of the claims of followers and of the cursors that need them.</summary>
public abstract partial class EventLogContract
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_new_follower_is_at_zero_and_a_stored_cursor_survives_reopening()
    {
        await NewRun();
        var first = new EventCursor(1);
        var second = new EventCursor(2, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        Assert.Equal(default, await Events.GetCursor("relay"));
        Assert.True(await Events.SetCursor(await Claim("relay"), first));
        Assert.True(await Events.SetCursor(await Claim("other"), second));
        Assert.Equal(first, await Events.GetCursor("relay"));

        await Store.Reopen();
        Assert.Equal((first, second), (await Events.GetCursor("relay"), await Events.GetCursor("other")));
        await Store.Checkpoint();
        Assert.True(await Events.SetCursor(await Claim("relay"), second));
        await Store.Reopen();
        Assert.Equal((second, second), (await Events.GetCursor("relay"), await Events.GetCursor("other")));
    }

    [Fact]
    public async Task A_cursor_never_goes_backwards_unless_it_is_reset()
    {
        var claim = await Claim("relay");
        Assert.True(await Events.SetCursor(claim, new EventCursor(7)));
        Assert.True(await Events.SetCursor(claim, new EventCursor(3)));
        Assert.Equal(new EventCursor(7), await Events.GetCursor("relay"));

        Assert.True(await Events.ResetCursor(claim));
        Assert.True(await Events.ResetCursor(await Claim("unknown")));
        Assert.Equal(default, await Events.GetCursor("relay"));
        await Store.Reopen();
        Assert.True(await Events.SetCursor(await Claim("relay"), new EventCursor(3)));
        Assert.Equal(new EventCursor(3), await Events.GetCursor("relay"));
    }

    [Fact]
    public async Task A_follower_has_one_holder_at_a_time()
    {
        var first = await Claim("relay", "a");
        Assert.Equal(("relay", "a"), (first.Follower, first.Holder));

        Assert.Equal(first, await Claim("relay", "b"));
        Assert.Equal("b", (await Claim("sourcing", "b")).Holder);
    }

    [Fact]
    public async Task Only_one_of_several_concurrent_callers_gets_the_claim()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => Claim("relay", $"{i}"))));
        Assert.Single(claims.Distinct());
    }

    [Fact]
    public async Task An_expired_claim_goes_to_the_next_caller_with_a_higher_number()
    {
        var first = await Claim("relay", "a");
        await Store.Pass(Minute * 2);
        var second = await Claim("relay", "b");

        Assert.Equal("b", second.Holder);
        Assert.True(second.Fence > first.Fence);
        Assert.True(second.Expires > first.Expires);
        Assert.False(await Events.Renew(first, Minute));
        Assert.Equal(second, await Claim("relay", "c"));
    }

    [Fact]
    public async Task A_claim_can_be_renewed_even_after_it_expired_unless_there_is_a_newer_one()
    {
        var claim = await Claim("relay", "a");
        await Store.Pass(Minute * 0.75);
        Assert.True(await Events.Renew(claim, Minute));
        await Store.Pass(Minute * 0.75);
        Assert.Equal(("a", claim.Fence), await Holder());

        await Store.Pass(Minute);
        Assert.True(await Events.Renew(claim, Minute));
        Assert.Equal(("a", claim.Fence), await Holder());

        async Task<(string, long)> Holder()
        {
            var standing = await Claim("relay", "b");
            return (standing.Holder, standing.Fence);
        }
    }

    [Fact]
    public async Task A_released_claim_is_invalid_and_goes_to_the_next_caller_at_once()
    {
        var first = await Claim("relay", "a");
        await Events.Release(first);
        Assert.False(await Events.Renew(first, Minute));
        Assert.False(await Events.SetCursor(first, new EventCursor(1)));

        var second = await Claim("relay", "b");
        Assert.Equal("b", second.Holder);
        Assert.True(second.Fence > first.Fence);
        await Events.Release(first); // Releasing a lost claim does nothing.
        Assert.Equal(second, await Claim("relay", "c"));
    }

    [Fact]
    public async Task A_holder_that_claims_again_gets_a_new_claim_that_replaces_the_old_one()
    {
        var first = await Claim("relay", "a");
        var second = await Claim("relay", "a");

        Assert.True(second.Fence > first.Fence);
        Assert.False(await Events.SetCursor(first, new EventCursor(1)));
        Assert.True(await Events.SetCursor(second, new EventCursor(1)));
    }

    [Fact]
    public async Task A_stale_claim_cannot_store_or_reset_a_cursor()
    {
        var stale = await Claim("relay", "a");
        Assert.True(await Events.SetCursor(stale, new EventCursor(5)));
        await Store.Pass(Minute * 2);
        Assert.True(await Events.SetCursor(stale, new EventCursor(6))); // Expired, but no other holder has it.
        var newer = await Claim("relay", "b");

        Assert.False(await Events.SetCursor(stale, new EventCursor(7)));
        Assert.False(await Events.ResetCursor(stale));
        Assert.Equal(new EventCursor(6), await Events.GetCursor("relay"));
        Assert.True(await Events.SetCursor(newer, new EventCursor(7)));
    }

    private async Task<FollowerClaim> Claim(string follower, string holder = "a") =>
        await Events.Claim(follower, holder, Minute);
}
